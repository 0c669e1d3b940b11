"""Assignments under control in the demo: one in every state, an overdue one, one that nobody can do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.files.base import ContentFile

from metodika.core.files.uploads import store_upload
from metodika.directory.accounts.models import User
from metodika.directory.mandates.models import Role
from metodika.directory.staff.models import Person, Position
from metodika.governance.assignments import services
from metodika.governance.assignments.models import Assignment
from metodika.governance.assignments.services import Group, Named, Post, RoleThere, Terms
from metodika.web.demo.tree import Municipality


@dataclass(frozen=True)
class Desk:
    """Who gives assignments in the demo, and to whom."""

    home: Municipality
    accounts: dict[str, User]
    today: date

    def person(self, login: str) -> Person:
        """Return who signs in under a login; every account of the demo stands for somebody."""
        found = self.accounts[login].person
        if found is None:
            raise LookupError(login)
        return found

    def give(
        self, text: str, executor: Named | Sequence[Named], *, due: int, given: int = -14, proof: str = "",
        controller: str = "demo-methodist",
    ) -> Assignment:  # fmt: skip
        """Give an assignment of the municipality; days are counted from today."""
        return services.give_assignment(
            text=text, executor=executor, controller=self.person(controller),
            due_on=self.today + timedelta(days=due), subject=None, organisation=self.home.node,
            by=self.accounts["demo-head"],
            terms=Terms(proof=proof, given_on=self.today + timedelta(days=given)),
        )  # fmt: skip


def give_assignments(home: Municipality, accounts: dict[str, User], today: date) -> None:
    """Give some twelve assignments and lead each of them to another state."""
    desk = Desk(home, accounts, today)
    _give_to_posts(desk)
    _lead_to_work(desk)
    _lead_to_the_end(desk)
    _divide(desk)


def _give_to_posts(desk: Desk) -> None:
    deputies = RoleThere(Role.objects.get(code="deputy_head"), desk.home.node)
    desk.give(
        "Проверить на своём сайте страницу методической работы и обновить план на полугодие",
        deputies, due=9, proof="Ссылка на страницу",
    )  # fmt: skip
    vacant, _made = Position.objects.get_or_create(title="Заместитель руководителя центра")
    desk.give("Подготовить график консультаций для молодых педагогов", Post(vacant, desk.home.centre), due=12)


def _lead_to_work(desk: Desk) -> None:
    deputy, teacher = desk.person("demo-deputy"), desk.person("demo-teacher")
    director = desk.person("demo-director")
    desk.give("Представить кандидатуры в состав методического совета", director, due=2, proof="Письмо")
    late = desk.give(
        "Сдать сводку об участии педагогов школы в муниципальных конкурсах", deputy, due=-5, given=-30,
        proof="Таблица по форме",
    )  # fmt: skip
    services.start_assignment(late, by=desk.accounts["demo-deputy"])
    services.ask_extension(
        late, to=desk.today + timedelta(days=4), reason="Итоги одного конкурса ещё не объявлены",
        by=desk.accounts["demo-deputy"],
    )  # fmt: skip
    lesson = desk.give("Провести открытый урок для слушателей школы молодого педагога", teacher, due=6)
    services.start_assignment(lesson, by=desk.accounts["demo-teacher"])
    services.prolong(
        lesson, to=desk.today + timedelta(days=20), reason="Карантин в классе",
        by=desk.accounts["demo-methodist"],
    )  # fmt: skip
    own = desk.give(
        "Собрать предложения в план работы службы", desk.person("demo-methodist"), due=25, given=-2
    )
    services.start_assignment(own, by=desk.accounts["demo-methodist"])


def _report(desk: Desk, made: Assignment, login: str, words: str) -> None:
    table = ContentFile("Мероприятие;Участников\nСеминар;24\n".encode(), name="сводка.csv")
    file = store_upload(table, allowed={"txt"}, by=desk.accounts[login])
    services.report_execution(made, text=words, files=[file], by=desk.accounts[login])


def _lead_to_the_end(desk: Desk) -> None:
    head, methodist = desk.accounts["demo-head"], desk.accounts["demo-methodist"]
    deputy = desk.person("demo-deputy")
    waits = desk.give("Разместить материалы августовской конференции в методической копилке", deputy, due=3)
    _report(desk, waits, "demo-deputy", "Материалы размещены, сводка приложена.")
    back = desk.give("Составить список наставников школы", deputy, due=5, proof="Список с датами приказов")
    _report(desk, back, "demo-deputy", "Список приложен.")
    services.send_back(back, reason="Укажите даты приказов о назначении.", by=methodist)
    executed = desk.give("Провести семинар для руководителей методических объединений", deputy, due=1)
    _report(desk, executed, "demo-deputy", "Семинар прошёл, список участников приложен.")
    services.accept_report(executed, note="Принято.", by=methodist)
    removed = desk.give("Подготовить явочные листы совета", desk.person("demo-secretary"), due=4)
    _report(desk, removed, "demo-secretary", "Листы готовы.")
    services.accept_report(removed, by=methodist)
    services.remove_from_control(removed, by=head)
    dropped = desk.give("Организовать выезд в соседний округ", desk.person("demo-director"), due=15)
    services.cancel_assignment(dropped, reason="Встреча пройдёт дистанционно", by=head)


def _divide(desk: Desk) -> None:
    whole = desk.give(
        "Подготовить день открытых дверей школы", desk.person("demo-director"), due=21, proof="Программа"
    )
    director = desk.accounts["demo-director"]
    group = Group("Рабочая группа", [desk.person("demo-teacher"), desk.person("demo-mentor")])
    services.split_assignment(
        whole, text="Составить программу", executor=desk.person("demo-deputy"),
        due_on=desk.today + timedelta(days=7), by=director,
    )  # fmt: skip
    services.split_assignment(
        whole, text="Оформить выставку", executor=group, due_on=desk.today + timedelta(days=14), by=director
    )
