"""An indicator is invented in the browser, without code, and counted for the municipality and each school."""

from playwright.sync_api import expect

from tests.journeys.conftest import NewWalker
from tests.journeys.walker import Walker

PATIENCE = 30_000


def choose(walker: Walker, **values: str) -> None:
    for name, value in values.items():
        walker.main.locator(f"[name='{name}']").select_option(value)


def test_indicator_invented_in_the_browser_is_counted_for_all_scopes(somebody: NewWalker) -> None:
    head = somebody("Начальник отдела образования")
    head.go("/indicators/make/").fill(code="МОЙ-1", name="Доля педагогов, занятых в объединениях")
    for level in ("Организация", "Муниципалитет"):
        head.main.get_by_label(level, exact=True).check()
    head.press("Создать показатель").sees("МОЙ-1")
    chosen = head.path
    choose(head, whole="staff.hired", divided="staff.employment")
    head.press("Продолжить").sees("На что делится: знаменатель")
    choose(head, counted="rows", when="ago", d_counted="people", d_when="day")
    head.fill(months="12", d_day="31.02").press("Посмотреть значение").sees("Такого дня в году нет.")
    head.fill(d_day="15.10").press("Посмотреть значение").sees("Что получается сейчас", "на 15 октября")
    head.go(chosen)
    choose(head, whole="staff.employment", has="bodies.membership", instead="meetings.attendance")
    head.press("Продолжить").sees("Достаточно этого или того, что указано выше.")
    choose(head, counted="people", w_p_category="teaching", o_has_when="period", o_p_present="yes")
    head.press("Посмотреть значение").sees("Что получается сейчас", "или есть «Участник заседания»")
    looked = head.main.locator(".m-fact", has_text="Значение").locator("dd").first.inner_text().strip()
    head.press("Сохранить формулу").follow("Ввести в действие").press("Ввести в действие")
    card = head.path

    head.go("/indicators/runs/start/").press("Рассчитать")
    expect(head.main.locator("#run-goes-on")).to_have_count(0, timeout=PATIENCE)
    head.go(card).sees("Пестяковский район", "МБОУ").follow(looked)
    head.sees("Почему такое число?", "Учреждений с данными")
