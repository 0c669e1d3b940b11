"""The methodist makes the year's plan from this year's; the head of department approves it."""

from datetime import date

from tests.journeys.conftest import PHONE, NewWalker


def test_methodist_makes_the_plan_of_the_year_from_last_years(somebody: NewWalker) -> None:
    methodist = somebody("Муниципальный методист")
    methodist.follow("Планы", within=methodist.menu)
    methodist.follow("План", within=methodist.main.locator("tbody tr", has_text="Утверждён").first)
    last = methodist.path
    items = methodist.main.locator("tbody tr").count()

    methodist.page.locator("summary", has_text="Ещё").first.click()
    methodist.follow("Составить следующий план").fill(title="План следующего года")
    methodist.press("Создать план").sees("План следующего года", "Проект", "Источник")
    plan = methodist.path
    assert (plan != last, methodist.main.locator("tbody tr").count()) == (True, items)
    methodist.follow("Изменить раздел").fill(title="Совет, объединения и сообщества")
    methodist.press("Сохранить").sees("Совет, объединения и сообщества")
    methodist.follow("Добавить мероприятие")
    methodist.fill(text="День открытых уроков", term="каждое 31-е число", responsible="методист")
    methodist.press("Сохранить").sees("31 марта", "методист")
    methodist.page.set_viewport_size(PHONE)
    for view in ("", "calendar/", "months/", "gantt/", "people/"):
        methodist.go(f"{plan}{view}")

    head = somebody("Начальник отдела образования")
    head.go(plan).follow("Утвердить")
    head.fill(approved_on=date.today()).press("Утвердить").sees("Утверждён")  # noqa: DTZ011 - the demo's own clock
    report = head.page.request.get(f"{head.address}{plan}papers/report.docx").body()
    assert report[:2] == b"PK"
