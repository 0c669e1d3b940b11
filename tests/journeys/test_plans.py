"""The methodist makes the year's plan from last year's, and the head of department approves it."""

from datetime import date, timedelta

from tests.journeys.conftest import PHONE, NewWalker


def test_methodist_makes_the_plan_of_the_year_from_last_years(somebody: NewWalker) -> None:
    methodist = somebody("Муниципальный методист")
    methodist.follow("Планы", within=methodist.menu).sees("План")
    methodist.go("/plans/?status=closed").follow("", within=methodist.main.locator("tbody"))
    last = methodist.path
    items = methodist.main.locator("table tbody tr").count()
    assert items > 1

    methodist.page.locator("summary", has_text="Ещё").first.click()
    methodist.follow("Составить")
    first = date.today() + timedelta(days=30)  # noqa: DTZ011 - any coming year
    methodist.fill(title="План следующего года", starts_on=first, ends_on=first + timedelta(days=364))
    methodist.press("Составить").sees("План следующего года", "Черновик")
    assert methodist.path != last
    plan = methodist.path

    methodist.page.set_viewport_size(PHONE)
    for view in ("calendar/", "gantt/", "people/"):
        methodist.go(f"{plan}{view}")
