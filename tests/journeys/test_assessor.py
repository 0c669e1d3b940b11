import re
from io import BytesIO

import pypdfium2

from tests.journeys.conftest import NewWalker

HEAD = "Начальник отдела образования"


def open_clause(walker, code: str):
    walker.go("/compliance/")
    walker.follow("Пестяковский район", within=walker.main.locator("tbody"))
    walker.main.get_by_role("link", name=re.compile(rf"^{re.escape(code)}\b")).first.click()
    walker.settle()
    return walker


def test_assessor_walks_three_clauses_down_to_a_protocol(somebody: NewWalker) -> None:
    head = somebody(HEAD)
    head.go("/compliance/").clean()
    open_clause(head, "PEST-3.1").clean().sees("Работает совет района", "Выполнен", "С какого дня")
    open_clause(head, "PEST-5.3").sees("Не выполнен", "Есть действующее положение о районном объединении")
    open_clause(head, "PEST-6.2.1").sees("За год прошли заседания объединений и совета")

    head.main.locator("tbody a[href^='/sessions/']").first.click()
    head.settle()
    session = head.path
    minutes = head.main.locator("a[href$='/pdf/']").first.get_attribute("href")

    answer = head.page.request.get(head.address + str(minutes))
    assert session.startswith("/sessions/")
    assert answer.ok
    pages = pypdfium2.PdfDocument(BytesIO(answer.body()))
    words = "".join(page.get_textpage().get_text_range() for page in pages)
    assert "ПРОТОКОЛ" in words.upper()
