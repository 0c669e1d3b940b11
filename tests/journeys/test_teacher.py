import io
import re
import zipfile
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, NewWalker
from tests.journeys.walker import Walker

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


def test_expert_signs_in_with_a_passkey_of_her_telephone(somebody: NewWalker) -> None:
    expert = somebody("Эксперт", viewport=PHONE)
    tools = expert.context.new_cdp_session(expert.page)
    tools.send("WebAuthn.enable")
    telephone = tools.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }})["authenticatorId"]  # fmt: skip
    expert.from_person_menu("Вход и безопасность")
    expert.clean().follow("Второй фактор и ключи доступа")
    expert.go("/second-factor/webauthn/add/")
    expert.fill(password=PASSWORD).press("Подтвердить")
    expert.fill(name="Телефон", passwordless=True)
    expert.main.get_by_role("button", name="Добавить").click()
    expert.page.wait_for_url("**/second-factor/**")
    expect(expert.page).not_to_have_url(re.compile("/webauthn/add/"))
    assert len(tools.send("WebAuthn.getCredentials", {"authenticatorId": telephone})["credentials"]) == 1
    expert.clean().go("/second-factor/webauthn/").sees("Телефон")

    # A finger that the telephone does not know lets nobody in, and the page says so.
    sign_out(expert)
    tools.send("WebAuthn.setUserVerified", {"authenticatorId": telephone, "isUserVerified": False})
    press_passkey(expert)
    expect(expert.page.get_by_role("alert")).to_contain_text("Ключ доступа не сработал")
    expert.clean()
    tools.send("WebAuthn.setUserVerified", {"authenticatorId": telephone, "isUserVerified": True})
    press_passkey(expert)
    expect(expert.page.get_by_role("heading", level=1)).to_have_text("Сегодня")
    expert.clean()

    # The password is no longer enough alone: the key is asked for as the second factor.
    sign_out(expert)
    expert.sign_in_by_password("demo-expert", PASSWORD)
    expect(expert.page).to_have_url(re.compile("/second-factor/authenticate/"))
    expert.clean().main.get_by_role("button", name="ключ").first.click()
    expect(expert.page.get_by_role("heading", level=1)).to_have_text("Сегодня")

    expert.go("/second-factor/webauthn/").follow("Убрать")
    expert.fill(password=PASSWORD).press("Подтвердить").press("Убрать")
    expert.go("/second-factor/webauthn/").does_not_see("Телефон")


def press_passkey(somebody: Walker) -> None:
    somebody.page.get_by_role("button", name="Войти с ключом доступа").click()


def sign_out(somebody: Walker) -> None:
    somebody.page.locator(".m-person-menu summary").click()
    somebody.page.locator(".m-person-menu").get_by_role("button", name="Выйти").click()
    somebody.go("/sign-in/login/")


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
