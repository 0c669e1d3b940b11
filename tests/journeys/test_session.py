import json
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.factories.accounts import PASSWORD
from tests.journeys.conftest import PHONE, NewWalker
from tests.journeys.council import NAMES
from tests.journeys.house import House
from tests.journeys.walker import Walker

MINUTES = Path(__file__).with_name("minutes.txt")
SECRETARY = "Секретарь совета"
Council = Callable[[], dict[str, Any]]


@pytest.fixture(scope="module")
def councils(house: House) -> list[dict[str, Any]]:
    return json.loads(house.run("from tests.journeys.council import tell; tell(7)"))


@pytest.fixture
def council(councils: list[dict[str, Any]]) -> dict[str, Any]:
    return councils.pop()


def at_desk(walker: Walker, council: dict[str, Any]) -> Walker:
    walker.go(f"/sessions/{council['session']}/desk/")
    return walker


def press(walker: Walker, name: str, *, told: str = "") -> None:
    """Press a button of the desk and wait until the page has said what was done."""
    walker.main.get_by_role("button", name=name, exact=True).first.click()
    if told:
        expect(walker.page.locator("[data-told]")).to_contain_text(told)


def unfold(walker: Walker, name: str) -> Any:
    fold = walker.main.locator("details", has=walker.page.locator("summary", has_text=name)).last
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    return fold


def come(walker: Walker, *names: str) -> None:
    for name in names:
        press(walker, f"Пришёл {name}", told=f"Присутствует: {name}")


def write(walker: Walker, label: str, text: str) -> None:
    field = walker.main.get_by_label(label, exact=True)
    field.click()
    field.press_sequentially(text)
    expect(field.locator("xpath=ancestor::form").locator("[data-saved]")).to_have_text("Сохранено")


def decide(walker: Walker, text: str, *, who: str = "", due: str = "") -> None:
    fold = unfold(walker, "Новое решение")
    fold.get_by_label("Текст решения").fill(text)
    if who:
        fold.locator("[name=responsible_text]").fill(who)
    if due:
        fold.locator("[name=due_on]").fill(due)
    press(walker, "Записать решение", told="записано")
    expect(walker.main.locator("article").filter(has_text="Предложено")).to_be_visible()


def hands(walker: Walker, for_: int, against: int = 0, abstained: int = 0) -> None:
    paper = walker.main.locator("article").filter(has_text="Предложено")
    paper.locator("[name=for_count]").fill(str(for_))
    paper.locator("[name=against_count]").fill(str(against))
    paper.locator("[name=abstained_count]").fill(str(abstained))
    paper.get_by_role("button", name="Подсчитать руки").click()


def told(walker: Walker, words: str) -> None:
    expect(walker.page.locator("[data-told]")).to_contain_text(words)


def minutes_of(walker: Walker, council: dict[str, Any]) -> str:
    """Print the minutes on the card of the session and return their text."""
    walker.go(f"/sessions/{council['session']}/")
    walker.press("Напечатать протокол")
    walker.page.locator("#main a[href^='/records/']").first.click()
    link = walker.page.locator("#main a[href*='/pdf/']").first.get_attribute("href")
    answer = walker.context.request.get(f"{walker.address}{link}")
    with pypdfium2.PdfDocument(BytesIO(answer.body())) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    text = " ".join(" ".join(pages).replace("\u00ad", "").split())
    return re.sub(r"https?://\S+/check/\w+/\d+-\w+/", "<адрес проверки>", text)


def expected_minutes(house: House, council: dict[str, Any]) -> str:
    """Fill the hours and names of this run into the protocol that stands beside this file."""
    lines = f"from tests.journeys.council import varying; varying({council['session']})"
    told = json.loads(house.run(lines))
    return " ".join(MINUTES.read_text().format(**told).split())


def consider_plan(desk: Walker) -> None:
    press(desk, "Рассмотреть: 1. О плане работы на год", told="Рассматривается")
    write(desk, "Слушали", "Белову М. И. о плане работы.")
    write(desk, "Выступили", "Громова А. П. поддержала план.")
    decide(desk, "Одобрить план работы на год.", who="Методический кабинет", due="2027-02-01")
    hands(desk, 6, 0, 1)
    told(desk, "Принято: за — 6, против — 0, воздержались — 1.")


def consider_programme(desk: Walker, names: list[str]) -> None:
    """One comes late, the author of the programme does not vote, the rest vote by name."""
    come(desk, names[7])
    desk.sees("Членов присутствует: 8 из 9")
    press(desk, "Следующий вопрос: 2", told="Рассматривается: 2.")
    fold = unfold(desk, "Кто-то не голосует по этому вопросу")
    fold.locator("select").select_option(label=names[3])
    fold.locator("[name=reason]").fill("автор программы")
    fold.get_by_role("button", name="Записать").click()
    told(desk, f"Не участвует в голосовании: {names[3]}")
    decide(desk, "Одобрить программу школы.")
    press(desk, "Голосовать поимённо", told="Голосование открыто.")
    for name in (names[0], names[1], names[2]):
        desk.main.get_by_role("group", name=name).get_by_label("Против").check()
    desk.clean()
    press(desk, "Остальные — за", told="Голоса записаны.")
    press(desk, "Записать и подсчитать", told="Не принято: за — 4, против — 3")


def consider_bank(desk: Walker, names: list[str]) -> None:
    """One leaves, another comes, the votes are equal, and one thinks otherwise."""
    press(desk, f"Вышел {names[6]}", told=f"Вышел из зала: {names[6]}")
    press(desk, "Следующий вопрос: 3", told="Рассматривается: 3.")
    desk.sees("Членов присутствует: 7 из 9")
    decide(desk, "Создать банк практик.")
    fold = unfold(desk, "Особое мнение")
    fold.locator("select").select_option(label=names[4])
    fold.locator("textarea").fill("Считаю срок слишком коротким.")
    press(desk, "Записать мнение", told="Особое мнение записано")
    come(desk, names[8])
    hands(desk, 4, 4)
    told(desk, "Не принято: за — 4, против — 4")
    desk.sees("Голоса разделились поровну")


def test_session_of_nine_from_the_first_arrival_to_the_printed_minutes(
    somebody: NewWalker, council: dict[str, Any], house: House
) -> None:
    names = [name or council["secretary"] for name in NAMES]
    desk = at_desk(somebody(SECRETARY), council)
    desk.sees("Членов присутствует: 0 из 9, нужно 5", "Кворума нет")

    come(desk, *names[:7])
    press(desk, "Открыть заседание", told="Заседание открыто.")
    desk.sees("Членов присутствует: 7 из 9")

    consider_plan(desk)
    consider_programme(desk, names)
    consider_bank(desk, names)

    desk.main.get_by_role("link", name="Закрыть заседание").click()
    desk.clean()
    desk.press("Закрыть заседание").sees("Заседание закончено")

    text = minutes_of(desk, council)
    assert text == expected_minutes(house, council)


def test_line_broken_for_five_minutes_loses_nothing_that_was_typed(
    somebody: NewWalker, council: dict[str, Any]
) -> None:
    names = [name or council["secretary"] for name in NAMES]
    desk = somebody(SECRETARY)
    desk.page.clock.install()
    at_desk(desk, council)
    come(desk, *names[:5])
    press(desk, "Открыть заседание", told="Заседание открыто.")
    press(desk, "Рассмотреть: 1. О плане работы на год", told="Рассматривается")
    heard, spoke = (desk.main.get_by_label(name, exact=True) for name in ("Слушали", "Выступили"))
    speakers = desk.main.locator(".desk-names").get_by_role("button")
    expect(speakers).to_have_text(names[:5])
    write(desk, "Слушали", "До обрыва. ")

    desk.context.set_offline(True)
    heard.press_sequentially("Во время обрыва. ")
    expect(desk.page.locator("[data-told]")).to_contain_text("Нет связи")
    for number, words in ((3, "Поддерживаю."), (1, "Против.")):
        speakers.nth(number).click()
        spoke.press_sequentially(words)
    # All that the page asks and sends again in this time comes to nothing.
    desk.page.clock.run_for("05:00")
    desk.context.set_offline(False)
    for saved in desk.main.locator("#desk-texts [data-saved]").all():
        expect(saved).to_have_text("Сохранено")
    write(desk, "Слушали", "После обрыва.")
    desk.complaints.clear()

    desk.page.reload()
    expect(heard).to_have_value("До обрыва. Во время обрыва. После обрыва.")
    expect(spoke).to_have_value(f"{names[3]}: Поддерживаю.\n{names[1]}: Против.")


def test_text_typed_offline_survives_a_closed_tab(somebody: NewWalker, council: dict[str, Any]) -> None:
    names = [name or council["secretary"] for name in NAMES]
    desk = at_desk(somebody(SECRETARY), council)
    come(desk, *names[:5])
    press(desk, "Открыть заседание", told="Заседание открыто.")
    press(desk, "Рассмотреть: 1. О плане работы на год", told="Рассматривается")

    desk.context.set_offline(True)
    desk.main.get_by_label("Слушали", exact=True).press_sequentially("Набрано без связи.")
    desk.page.close()
    desk.context.set_offline(False)
    again = Walker(desk.context, desk.address)
    again.page.goto(f"{desk.address}/sessions/{council['session']}/desk/")

    expect(again.main.get_by_label("Слушали", exact=True)).to_have_value("Набрано без связи.")
    expect(again.main.locator("#desk-texts [data-saved]").first).to_have_text("Сохранено")


def test_two_secretaries_see_both_texts_and_choose(somebody: NewWalker, council: dict[str, Any]) -> None:
    names = [name or council["secretary"] for name in NAMES]
    first, second = at_desk(somebody(SECRETARY), council), somebody(SECRETARY)
    come(first, *names[:5])
    press(first, "Открыть заседание", told="Заседание открыто.")
    press(first, "Рассмотреть: 1. О плане работы на год", told="Рассматривается")
    at_desk(second, council)
    second.context.set_offline(True)
    second.main.get_by_label("Слушали", exact=True).press_sequentially("Слова второго.")
    write(first, "Слушали", "Слова первого.")
    second.context.set_offline(False)

    expect(second.main.locator(".desk-choice")).to_contain_text("Слова первого.")
    press(second, "Оставить оба, один под другим")

    expect(first.main.get_by_label("Слушали", exact=True)).to_have_value("Слова первого.\nСлова второго.")
    first.complaints.clear()
    second.complaints.clear()


def test_members_vote_on_their_phones_and_the_desk_sees_it(
    somebody: NewWalker, council: dict[str, Any]
) -> None:
    names = [name or council["secretary"] for name in NAMES]
    desk = at_desk(somebody(SECRETARY), council)
    come(desk, *names[:6])
    phone = somebody(viewport=PHONE)
    phone.sign_in_by_password(council["logins"][0], PASSWORD)
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Сегодня")
    press(desk, "Открыть заседание", told="Заседание открыто.")
    press(desk, "Рассмотреть: 1. О плане работы на год", told="Рассматривается")
    phone.go(f"/sessions/{council['session']}/follow/").sees("О плане работы на год")

    decide(desk, "Одобрить план.")
    press(desk, "Голосовать поимённо", told="Голосование открыто.")
    phone.main.get_by_role("button", name="За", exact=True).click(timeout=5000)

    expect(phone.main).to_contain_text("Ваш голос: За")
    phone.clean()
    expect(desk.main.get_by_role("group", name=names[3])).to_contain_text("со своего телефона", timeout=4000)
    press(desk, "Остальные — за", told="Голоса записаны.")
    press(desk, "Записать и подсчитать", told="Принято: за — 6")
    expect(phone.main).to_contain_text("Принято", timeout=4000)


def test_desk_works_without_scripts(somebody: NewWalker, council: dict[str, Any]) -> None:
    names = [name or council["secretary"] for name in NAMES]
    desk = at_desk(somebody(SECRETARY, java_script_enabled=False), council)
    for name in names[:5]:
        desk.press(f"Пришёл {name}")
    desk.press("Открыть заседание").press("Рассмотреть: 1. О плане работы на год")
    desk.main.get_by_label("Слушали", exact=True).fill("Без скриптов.")
    desk.press("Сохранить", within=desk.main.locator("#desk-texts"))
    desk.sees("Текст сохранён.", "Без скриптов.")


def test_order_on_a_composition_is_drafted_signed_and_approves_it(
    somebody: NewWalker, council: dict[str, Any], house: House
) -> None:
    lines = f"from tests.journeys.council import tell_chief; tell_chief({council['body_id']})"
    chief = json.loads(house.run(lines))
    secretary = somebody(SECRETARY).go(f"/bodies/{council['body_id']}/")
    secretary.press("Подготовить новый состав").clean().sees("Проект")
    composition = secretary.path
    secretary.follow("Составить приказ").fill(signer=chief["pick"], position="Начальник отдела")
    secretary.press("Составить приказ").sees("Проект документа готов", "Об утверждении состава")
    secretary.press("Зарегистрировать").follow("Запросить подпись").press("Запросить подпись")
    secretary.clean().sees(chief["name"], "Начальник отдела")

    head = somebody()
    head.sign_in_by_password(chief["login"], PASSWORD)
    expect(head.page.get_by_role("heading", level=1)).to_have_text("Сегодня")
    head.go("/records/own/").follow("Об утверждении состава").fill(password=PASSWORD).press("Подписать")
    head.clean().sees("Вы подписали документ")

    title = f"Об утверждении состава Совета {council['body'].removeprefix('Совет ')}"
    secretary.go(composition).sees("Утверждён", "Акт об утверждении", f"«{title}»")
    secretary.follow(title)
    secretary.sees("ПРИКАЗЫВАЮ", "Утвердить состав", chief["name"].split()[0])
