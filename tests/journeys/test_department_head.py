from pathlib import Path

from python_calamine import CalamineWorkbook

from tests.journeys.conftest import NewWalker

HEAD = "Начальник отдела образования"


def test_head_sees_the_municipality_at_a_glance(somebody: NewWalker) -> None:
    head = somebody(HEAD)
    head.clean().sees("Учреждения", "Молодые педагоги")
    head.follow("Учреждения", within=head.menu).sees("МБОУ «СОШ № 1»")
    head.fill(kind="Детский сад")
    head.page.wait_for_url("**kind=*")
    head.clean().sees("Детский сад").does_not_see("МБОУ «СОШ № 1»")
    shown = head.main.locator("tbody tr").count()

    head.main.locator("summary", has_text="Скачать").click()
    with head.page.expect_download() as waiting:
        head.main.get_by_role("link", name="Таблица Excel (xlsx)").click()
    table = CalamineWorkbook.from_path(str(Path(waiting.value.path()))).get_sheet_by_index(0).to_python()
    assert len(table) == shown + 1
    assert all("Детский сад" in " ".join(map(str, row)) for row in table[1:])


def test_head_opens_a_school_and_who_answers_for_what(somebody: NewWalker) -> None:
    head = somebody(HEAD)
    head.go("/organisations/?q=Первая школа").follow("МБОУ «СОШ № 1»").sees("Руководитель", "работ")
    school = head.path
    head.follow("Наименования и история").sees("Первая школа")
    head.go(f"{school}guests/").go("/organisations/tree/").sees("Пестяковский район")
    head.go("/mandates/").sees("Секретарь совета", "Муниципальный методист")
    head.fill(role="Эксперт")
    head.page.wait_for_url("**role=*")
    head.clean().follow("", within=head.main.locator("tbody"))
    head.sees("Эксперт")


def test_head_reads_the_regulation_as_a_tree_with_its_legal_bases(somebody: NewWalker) -> None:
    head = somebody(HEAD)
    head.go("/regulations/").follow("№ 160").sees("Общие положения", "Реквизиты")
    head.press("Свернуть всё")
    assert not head.main.get_by_text("Правовая основа").first.is_visible()
    head.press("Раскрыть всё")
    assert head.main.get_by_text("Правовая основа").first.is_visible()
    head.follow("Правовые основания").sees("от 29.12.2012 № 273-ФЗ", "Об образовании в Российской Федерации")
    head.main.get_by_role("link", name="273-ФЗ").first.click()
    head.clean().sees("Об образовании в Российской Федерации")


def test_doors_are_closed_with_a_kind_word(somebody: NewWalker) -> None:
    head, teacher = somebody(HEAD), somebody("Педагог")
    head.go("/organisations/999999/", status=404).sees("Такой страницы нет")
    head.go("/jobs/", status=403).sees("Для этого нужны другие права")
    teacher.go("/accounts/journal/", status=403).sees("Для этого нужны другие права")
    teacher.go("/staff/add/", status=403)
