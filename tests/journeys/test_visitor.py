import re

from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, NewWalker


def test_visitor_reads_what_is_published_and_nothing_else(somebody: NewWalker) -> None:
    head = somebody("Начальник отдела образования")
    head.go("/regulations/").follow("№ 118-о")
    act = head.path
    hidden = somebody()
    hidden.page.goto(f"{hidden.address}{act}")
    expect(hidden.page).to_have_url(re.compile(r"/sign-in/login/\?next="))

    head.follow("Опубликовать").press("Сохранить")

    visitor = somebody()
    visitor.go("/").follow("Все опубликованные акты").sees("О школе молодого педагога")
    visitor.go(act).sees("О школе молодого педагога", "Действует", "Реквизиты")
    visitor.go(f"{act}bases/")
    visitor.page.goto(f"{visitor.address}/staff/")
    expect(visitor.page).to_have_url(re.compile(r"/sign-in/login/\?next="))
    visitor.clean()


def test_visitor_gets_a_kind_word_for_a_wrong_address(somebody: NewWalker) -> None:
    visitor = somebody()

    visitor.go("/no-such-page/", status=404).sees("Такой страницы нет")


def test_visitor_chooses_a_role_of_the_demo(somebody: NewWalker) -> None:
    visitor = somebody(viewport=PHONE)

    visitor.go("/").go("/sign-in/login/")
    visitor.sees("Логин", "Пароль", "Муниципальный методист", "Начальник отдела образования", "Педагог")
    visitor.press("Педагог")

    assert visitor.title() == "Сегодня"


def test_wrong_password_is_told_kindly(somebody: NewWalker) -> None:
    visitor = somebody()
    visitor.sign_in_by_password("demo-methodist", "не тот пароль")
    visitor.clean().sees("Логин или пароль неверны. Проверьте оба и попробуйте снова.")

    visitor.sign_in_by_password("demo-methodist", "ozero-klen-42")

    assert visitor.clean().title() == "Сегодня"
