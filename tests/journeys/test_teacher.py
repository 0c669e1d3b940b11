import io
import zipfile
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, NewWalker

PASSWORD = "ozero-klen-42"


def test_teacher_minds_her_own_data_on_a_phone(somebody: NewWalker) -> None:
    teacher = somebody("Педагог", viewport=PHONE)
    teacher.clean().from_person_menu("Мои данные")
    assert teacher.clean().title() == "Мои данные"

    teacher.follow("Обработка").sees("Согласие на обработку персональных данных")
    teacher.press("Даю согласие").sees("Согласие записано.")

    teacher.follow("Попросить исправить или удалить")
    teacher.page.get_by_label("исправить").first.check()
    teacher.fill(words="В отчестве опечатка: верно «Тимофеевна».").press("Отправить обращение")
    teacher.sees("Обращение принято. Ответ появится на этой странице.", "верно «Тимофеевна»")

    with teacher.page.expect_download() as waiting:
        teacher.main.get_by_role("link", name="Забрать данные").click()
    taken = zipfile.ZipFile(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    words = " ".join(
        taken.read(name).decode("utf-8-sig") for name in taken.namelist() if name.endswith(".csv")
    )
    assert "Тимофеевна" in " ".join(
        [words, *(taken.read(n).decode() for n in taken.namelist() if "json" in n)]
    )

    # The methodist's list is not hers to open; a colleague's card is not there for her.
    teacher.go("/accounts/", status=403).sees("не позволяют")


def test_teacher_adds_a_passkey(somebody: NewWalker) -> None:
    teacher = somebody("Эксперт", viewport=PHONE)
    tools = teacher.context.new_cdp_session(teacher.page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }})  # fmt: skip
    teacher.from_person_menu("Вход и безопасность").clean()
    teacher.follow("Второй фактор и ключи доступа")
    teacher.go("/second-factor/webauthn/add/")
    teacher.fill(password=PASSWORD).press("Подтвердить")
    teacher.fill(name="Телефон", passwordless=True)
    teacher.main.get_by_role("button", name="Добавить").click()
    expect(teacher.page).not_to_have_url("**/webauthn/add/")
    teacher.clean().go("/second-factor/")


def test_teacher_changes_language_and_look_without_losing_her_place(somebody: NewWalker) -> None:
    teacher = somebody("Педагог", viewport=PHONE)
    teacher.go("/regulations/").follow("№ 160")
    place = teacher.page.url

    teacher.page.get_by_role("button", name="English").click()
    teacher.page.wait_for_load_state()
    assert teacher.page.url == place
    teacher.clean().sees("Requisites")
    teacher.page.get_by_role("button", name="Русский").click()
    teacher.page.wait_for_load_state()
    assert teacher.page.url == place
    teacher.clean().sees("Реквизиты")

    # What she has folded stays folded: the look changes under her eyes, nothing is loaded anew.
    teacher.press("Свернуть всё")
    for theme, button in (("dark", "Тёмное оформление"), ("light", "Светлое оформление"),
                          ("contrast", "Версия для слабовидящих")):  # fmt: skip
        teacher.page.get_by_role("button", name=button).click()
        assert teacher.page.locator("html").get_attribute("data-theme") == theme
        assert teacher.main.locator(".m-tree details[open]").count() == 0
        assert teacher.page.url == place
        teacher.clean()
    teacher.page.reload()
    assert teacher.page.locator("html").get_attribute("data-theme") == "contrast"
