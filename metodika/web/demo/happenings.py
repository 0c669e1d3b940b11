"""What the events of the demo are about: a year of seminars, lessons, webinars and days of advice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from metodika.planning.activities.lifecycle import EventForm, EventLevel


@dataclass(frozen=True)
class Happening:
    """An event: so many days after the first of September of last school year; `came` people were there.

    `fate` is what became of one that is past: held, reported, moved or cancelled.
    """

    day: int
    kind: str
    title: str
    about: str
    topic: str = ""
    came: int = 12
    hours: int = 2
    fate: str = "reported"
    result: str = ""
    certified: int = 0
    by_council: bool = False
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def card(self) -> dict[str, Any]:
        """Return the columns of the card but for the day."""
        usual: dict[str, Any] = {
            "kind": self.kind, "title": self.title, "about": self.about, "topic": self.topic,
            "hours": self.hours, "place": "Актовый зал", "begins": time(14), "ends": time(14 + self.hours),
            "audience": "Педагоги муниципалитета",
        }  # fmt: skip
        return usual | dict(self.more)


ONLINE = {"form": EventForm.ONLINE, "place": "", "link": "https://meet.example.org/metodika"}
HAPPENINGS = (
    Happening(
        24, "information_day", "День методиста: с чего начинаем год", "Планы, сроки и ответственные.",
        "Организация методической работы", 14, result="Планы школ сверены с планом муниципалитета.",
    ),
    Happening(
        52, "seminar", "Формирующее оценивание на уроке", "Листы обратной связи, критерии и взаимопроверка.",
        "Современные технологии обучения", 14, 3, certified=2,
        result="Составлено двенадцать листов оценивания, школы пробуют их на уроках.",
        more={"competences": "Давать ученику обратную связь по критериям",
              "basis": "Справка по итогам посещения уроков"},
    ),
    Happening(
        83, "open_lesson", "Урок-исследование в основной школе", "Два урока с обсуждением.",
        "Проектная и исследовательская работа с учениками", 9,
        result="Конспекты уроков розданы участникам.", more={"level": EventLevel.INSTITUTION,
                                                            "place": "Кабинет физики"},
    ),
    Happening(
        110, "master_class", "Проект за четыре урока", "От вопроса до защиты без перегрузки ученика.",
        "Проектная и исследовательская работа с учениками", 12, certified=2, by_council=True,
        result="Участники составили паспорта проектов для своих классов.",
        more={"competences": "Вести учебный проект"},
    ),
    Happening(
        152, "webinar", "Как разбирать результаты диагностических работ", "Смотрим на типичные ошибки.",
        "Работа с результатами оценки качества", 12, 1, result="Вопросы участников разобраны письменно.",
        more={**ONLINE, "competences": "Читать результаты диагностических работ",
              "basis": "Результаты диагностических работ осени"},
    ),
    Happening(
        178, "workshop", "Классный час, который ждут", "Пробуем сценарии друг на друге.",
        "Воспитание", 11, fate="moved", result="Сценарии собраны в общую папку.",
    ),
    Happening(
        206, "conference", "Чтения «Учитель и его находка»", "Секции по предметам, итоговый разговор.",
        "Обобщение опыта", 15, 4, certified=2,
        result="Девять выступлений, материалы собраны для публикации.",
    ),
    Happening(
        233, "round_table", "Первый год в школе", "Молодые педагоги и наставники говорят о трудном.",
        "Поддержка молодых педагогов", 10, fate="cancelled",
    ),
    Happening(
        247, "consultation_day", "День консультаций перед итоговой аттестацией", "Ответы по предметам.",
        "Подготовка к аттестации учеников", 11,
        result="Даны ответы на сорок один вопрос, частые вынесены в памятку.",
    ),
    Happening(
        357, "information_day", "Августовский день методиста", "Итоги года и задачи следующего.",
        "Организация методической работы", 14, result="Задачи года распределены по объединениям.",
    ),
    Happening(
        392, "workshop", "Функциональная грамотность: задания для урока",
        "Составляем задания и проверяем друг на друге.", "Функциональная грамотность", 13, 3, certified=2,
        result="Двадцать заданий проверены и розданы.",
        more={"competences": "Составлять задания на функциональную грамотность",
              "basis": "Справка по итогам мониторинга читательской грамотности"},
    ),
    Happening(
        408, "seminar", "Цифровые технологии без перегрузки", "Что помогает на уроке, а что отвлекает.",
        "Современные технологии обучения", 14, by_council=True,
        result="Выбраны три приёма, их пробуют школы.",
    ),
    Happening(
        424, "in_house_training", "Учимся у коллеги: взаимопосещение уроков", "Карта наблюдения и разговор.",
        "Обобщение опыта", 8, result="Проведено шесть взаимопосещений.",
        more={"level": EventLevel.INSTITUTION, "place": "Методический кабинет"},
    ),
    Happening(
        433, "webinar", "Проектная задача в начальной школе", "Показываем задачу от условия до защиты.",
        "Проектная и исследовательская работа с учениками", 12, 1, fate="held", more=dict(ONLINE),
    ),
    Happening(
        480, "seminar", "Как говорить с родителями об оценках", "Разбираем случаи.",
        "Работа с семьёй", fate="held",
    ),
    Happening(
        530, "conference", "Чтения «Учитель и его находка»", "Секции по предметам, итоговый разговор.",
        "Обобщение опыта", hours=4, fate="held",
    ),
)  # fmt: skip
# Left out by municipality, so that years differ; what its regulation asks for stays.
LEFT_OUT = {
    "pestyaki": {"Классный час, который ждут", "Как разбирать результаты диагностических работ"},
    "yakovlevsky": {"Проект за четыре урока", "Учимся у коллеги: взаимопосещение уроков"},
    "verkhnyaya-pyshma": {"Формирующее оценивание на уроке", "Цифровые технологии без перегрузки"},
    "pervouralsk": {"Урок-исследование в основной школе", "Первый год в школе"},
    "magnitogorsk": {"День консультаций перед итоговой аттестацией", "Августовский день методиста"},
}
WORDS = (
    "", "", "Задания возьму на урок.", "", "Спасибо, было по делу.", "Хотелось бы больше практики.", "",
    "Полезно, но времени не хватило на вопросы.",
)  # fmt: skip
