"""An assessor asks for three clauses of the regulation and goes down to the minutes of a session."""

from io import BytesIO

import pypdfium2

from tests.journeys.conftest import NewWalker


def find(walker, code: str):
    walker.fill(q=code)
    walker.main.get_by_role("button", name="Найти").first.click()
    walker.follow(code)
    return walker


def test_assessor_walks_three_clauses_down_to_a_protocol(somebody: NewWalker) -> None:
    head = somebody("Начальник отдела образования")
    head.go("/compliance/").follow("Пестяковский район").sees("Текст с отметками", "Общие положения")
    text = head.path

    find(head, "PEST-3.1").sees("Выполнен", "С какого дня", "Работает совет района")
    find(head.go(text), "PEST-5.5").sees("Не выполнен", "Найдено: 0, нужно не меньше 1.", "Отвечает")
    find(head.go(text), "PEST-6.2.1").sees("За год прошли заседания совета и объединений района")
    head.follow("Методсовет").sees("Кворум")
    minutes = head.main.locator("a[href$='/pdf/']").first.get_attribute("href")
    answer = head.page.request.get(head.address + str(minutes))

    pages = pypdfium2.PdfDocument(BytesIO(answer.body()))
    words = "".join(page.get_textpage().get_text_range() for page in pages)
    assert "ПРОТОКОЛ" in words.upper()
    head.go(f"{text}institutions/").follow("PEST-7.4.1").sees("Сайт каждой школы за год проверен по перечню")
