"""Papers that the tests print."""

from metodika.core.documents import (
    Annex,
    Approval,
    Column,
    Header,
    Heading,
    Item,
    Lines,
    Numbered,
    Paper,
    Run,
    SignatureLine,
    Table,
    Text,
)

ADDRESS = "https://metodika.example.org/check/k7Qm2xWz9aB4/"
MARKUP = '#set page(paper: "a5") *жирно* _курсив_ $x^2$ `код` <метка> @ссылка {{ 7 * 7 }} \\ // & <b>'

MINUTES = Paper(
    kind="ПРОТОКОЛ",
    title="заседания методического совета",
    header=Header(
        over="Управление образования",
        organisation="Методический совет",
        contacts="тел. 5-00-00",
        date="22.11.2026",
        number="5",
        place="г. Приречный",
        approval=Approval("УТВЕРЖДЕНО", ("приказом", "от 01.11.2026 № 15")),
    ),
    blocks=(
        Lines((("Председатель", "Иванова А. П."), ("Секретарь", ("Пет", Run("ров", bold=True), " Б. Б.")))),
        Heading("ПОВЕСТКА ДНЯ", align="center"),
        Numbered(("О плане работы", Item("О конкурсе", ("положение", Item("жюри", ("состав",)))), "Разное")),
        Heading("1. СЛУШАЛИ"),
        Text(("О плане работы. ", Run("Решили", bold=True, italic=True), ": принять.\nЗа — 9.")),
        Table(
            (Column("№", 1, "center"), Column("Фамилия", 5), Column("Голос", 2, "right")),
            (("Школа № 1",), ("1", "Сидорова В. Г.", "за"), ("2", "Яковлев Д. Е.", "против")),
            caption="Таблица 1",
        ),
        Numbered(("с правом продления", "без него"), dashes=True),
    ),
    signatures=(
        SignatureLine("Председатель", "А. П. Иванова"),
        SignatureLine(
            "Секретарь", "Б. Б. Петров", note="Особое мнение приложено", mark="Подписано 22.11.2026"
        ),
    ),
    annexes=(
        Annex("Список присутствующих", ("Приложение 1", "к протоколу № 5"), (Text("Всего девять человек."),)),
    ),
    executor="Сидорова В. Г., 5-00-01",
    code=ADDRESS,
)
WORDS = """
УТВЕРЖДЕНО приказом от 01.11.2026 № 15 Управление образования Методический совет тел. 5-00-00 ПРОТОКОЛ
заседания методического совета 22.11.2026 № 5 г. Приречный Председатель Иванова А. П. Секретарь Петров Б. Б.
ПОВЕСТКА ДНЯ 1. О плане работы 2. О конкурсе 2.1. положение 2.2. жюри 2.2.1. состав 3. Разное 1. СЛУШАЛИ
О плане работы. Решили: принять. За — 9. Таблица 1 № Фамилия Голос Школа № 1 1 Сидорова В. Г. за
2 Яковлев Д. Е. против – с правом продления – без него Председатель А. П. Иванова Секретарь
Подписано 22.11.2026 Б. Б. Петров Особое мнение приложено Сидорова В. Г., 5-00-01
Проверить документ: https://metodika.example.org/check/k7Qm2xWz9aB4/ 2 Приложение 1 к протоколу № 5
Список присутствующих Всего девять человек.
""".split()

HOSTILE_NAMES = {
    "of 120 letters": "Ж" * 120,
    "of 120 letters in words": "Константинопольская-Оглы " * 5,
    "with emoji": "Иванова 😀 👩‍👩‍👧 🇷🇺 👍🏽 ❤️",
    "with control characters": "Ива\x00нова\x07 А.\x1b[31m П.\x85",
    "turning the line round": "Иванова \u202eавонавИ\u202c",
    "of no font": "\uef06漢字 𐎀𐎁 \ue000 \U0010fffd",
    "with marks over marks": "З̷̡̛̺̮͕а̸л̵г✇͕о",
    "beginning a line with a mark": "\n\u07f1А",
    "that looks like markup": MARKUP,
    "of nothing": "",
    "of spaces": " \t\u00a0\n ",
    "of half a sign": "Иванова \ud83d",
}
