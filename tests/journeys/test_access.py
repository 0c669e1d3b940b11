"""The product without a mouse, without JavaScript, at 200 %, and in each of the three looks."""

import pytest

from tests.journeys import files
from tests.journeys.conftest import NewWalker
from tests.journeys.walker import Walker

METHODIST = "Муниципальный методист"
PAGES = (
    "/", "/organisations/", "/staff/", "/staff/1/", "/staff/1/change/", "/mandates/", "/regulations/1/",
    "/imports/", "/accounts/my-data/", "/notices/", "/gallery/", "/gallery/form/", "/gallery/charts/",
)  # fmt: skip


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_pages_can_be_read_in_every_look(somebody: NewWalker, theme: str) -> None:
    methodist = somebody(METHODIST)
    methodist.context.add_cookies([{"name": "theme", "value": theme, "url": methodist.address}])
    for path in PAGES:
        methodist.go(path)
        assert methodist.page.locator("html").get_attribute("data-theme") == theme


def test_nothing_is_lost_at_200_percent(somebody: NewWalker) -> None:
    # 1280 pixels at 200 % are 640 of the page's own.
    methodist = somebody(METHODIST, viewport={"width": 640, "height": 400}, device_scale_factor=2)
    for path in PAGES:
        methodist.go(path)
        assert methodist.page.get_by_role("heading", level=1).is_visible()


def test_paper_leaves_out_what_can_only_be_pressed(somebody: NewWalker) -> None:
    page = somebody(METHODIST).go("/staff/1/").page
    heads = page.get_by_role("table").first.locator("th")
    on_screen = heads.all_inner_texts()
    page.emulate_media(media="print")

    assert on_screen[-1] == "Действия"
    assert [one.inner_text() for one in heads.all() if one.is_visible()] == on_screen[:-1]


def press_until(walker: Walker, words: str, *, most: int = 80) -> None:
    """Press Tab until the focus stands on the control with the words, and see that it shows."""
    for _number in range(most):
        walker.page.keyboard.press("Tab")
        told = walker.page.evaluate(
            """() => { const one = document.activeElement; const label = one.labels && one.labels[0];
            const look = getComputedStyle(one);
            const words = ((label || one).innerText || one.ariaLabel || "").trim();
            return [words, look.outlineStyle, look.boxShadow]; }"""
        )
        if words in told[0]:
            assert told[1] != "none" or told[2] != "none", f"the focus on “{words}” cannot be seen"
            return
    raise AssertionError(f"Tab never comes to “{words}”")


def test_methodist_works_with_the_keyboard_alone(somebody: NewWalker) -> None:
    walker = somebody()
    walker.page.goto(f"{walker.address}/sign-in/login/")
    press_until(walker, METHODIST)
    walker.page.keyboard.press("Enter")
    walker.page.wait_for_url(f"{walker.address}/")
    press_until(walker, "Перейти к содержанию")
    press_until(walker, "Сотрудники")
    walker.page.keyboard.press("Enter")
    walker.page.wait_for_url("**/staff/")
    press_until(walker, "Добавить человека")
    walker.page.keyboard.press("Enter")
    walker.page.wait_for_url("**/staff/add/")
    press_until(walker, "Фамилия")
    walker.page.keyboard.type("Клавишина")
    press_until(walker, "Имя")
    walker.page.keyboard.type("Вера")
    press_until(walker, "Организация")
    walker.page.keyboard.press("ArrowDown")
    press_until(walker, "Должность")
    walker.page.keyboard.press("ArrowDown")
    press_until(walker, "Первый день")
    walker.page.keyboard.type("01092024")
    walker.page.keyboard.press("Enter")
    walker.page.wait_for_url("**/staff/*/")
    walker.clean().sees("Клавишина Вера")


def test_everything_works_without_javascript(somebody: NewWalker) -> None:
    methodist = somebody(METHODIST, java_script_enabled=False)
    methodist.clean()
    methodist.go("/staff/").fill(q="Сад").press("Показать")
    assert "q=" in methodist.page.url
    methodist.go("/organisations/").fill(kind="Детский сад").press("Показать").sees("Детский сад")
    methodist.follow("", within=methodist.main.locator("tbody")).follow("Открыть")

    methodist.go("/imports/staff-people/")
    methodist.main.locator("input[type=file]").set_input_files(files.xlsx("Без скриптов.xlsx", [
        ["ФИО", "Школа", "Должность"], ["Бесскриптова Анна Львовна", "МБОУ «СОШ № 1»", "Учитель"],
    ]))  # fmt: skip
    methodist.press("Проверить файл")
    if methodist.path.endswith("/columns/"):
        methodist.press("Проверить строки")
    methodist.press("Записать 1 строку").sees("Загружено. Добавлено: 1, изменено: 0.")
    methodist.go("/staff/?q=Бесскриптова").follow("Бесскриптова")
    methodist.go(f"{methodist.path}change/").fill(phone="+7 900 000-00-00").press("Сохранить")
    methodist.sees("Карточка сохранена.")
    methodist.page.get_by_role("button", name="Тёмное оформление").click()
    assert methodist.page.locator("html").get_attribute("data-theme") == "dark"
