from datetime import date, timedelta

from tests.journeys.conftest import NewWalker

DEPUTY = "Заместитель руководителя по методической работе"


def test_deputy_keeps_the_staff_of_her_school(somebody: NewWalker) -> None:
    deputy = somebody(DEPUTY)
    deputy.follow("Сотрудники", within=deputy.menu).does_not_see("Отдел образования")
    deputy.follow("Добавить человека")
    places = deputy.main.get_by_label("Организация").locator("option").all_inner_texts()
    assert not any("Детский сад" in place for place in places)
    deputy.fill(last_name="Новичкова", first_name="Ольга", patronymic="Глебовна", born_on="2001-04-05")
    deputy.main.get_by_label("Организация").select_option(label="МБОУ «СОШ № 1»")
    deputy.main.get_by_label("Должность").select_option(label="Учитель")
    deputy.fill(started_on="2026-09-01", load="1", teaching_experience_since="2026-09-01")
    deputy.press("Добавить").sees("Новичкова Ольга Глебовна", "Молодой педагог")
    card = deputy.path

    deputy.follow("Длительный отпуск")
    deputy.main.get_by_label("Вид отпуска").select_option(index=1)
    deputy.fill(since=str(date.today() - timedelta(days=3))).press("Сохранить").sees("отпуск")  # noqa: DTZ011 - the demo's own clock

    deputy.go(f"{card}categories/add/").fill(assigned_on="2026-10-01", act="Приказ от 01.10.2026 № 77-Д")
    deputy.fill(category="Первая категория")
    deputy.press("Сохранить").sees("Приказ от 01.10.2026 № 77-Д", "Первая")
    deputy.go("/staff/?q=Новичкова").sees("Найдена 1 строка", "Первая")


def test_deputy_sees_substitution_and_strangers_only_from_afar(somebody: NewWalker) -> None:
    methodist, deputy = somebody("Муниципальный методист"), somebody(DEPUTY)
    methodist.go("/mandates/?q=").sees("Секретарь совета")
    methodist.follow("", within=methodist.main.locator("tr", has_text="Секретарь совета").first)
    methodist.sees("Замещ")

    methodist.go("/organisations/?kind=kindergarten").follow("", within=methodist.main.locator("tbody"))
    methodist.follow("Открыть в списке").follow("", within=methodist.main.locator("tbody"))
    stranger = methodist.path
    deputy.go(stranger, status=404).sees("Такой страницы нет")
    deputy.go("/mandates/").sees("Заместитель руководителя по методической работе")
