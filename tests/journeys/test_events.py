from datetime import datetime
from io import BytesIO
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from metodika.core.files.scans import codes_on
from tests.journeys.conftest import PHONE, NewWalker

METHODIST, DEPUTY = "Муниципальный методист", "Заместитель руководителя по методической работе"


def path_on(picture: bytes) -> str:
    return urlsplit(codes_on(BytesIO(picture))[0]).path


def test_event_is_announced_attended_by_phone_and_certified(somebody: NewWalker) -> None:
    methodist, deputy = somebody(METHODIST), somebody(DEPUTY)
    teacher = somebody("Педагог", viewport=PHONE)
    today = datetime.now(ZoneInfo("Europe/Moscow")).date()

    methodist.follow("Мероприятия", within=methodist.menu).follow("Запланировать мероприятие")
    methodist.main.locator("[name='host']").select_option(index=1)
    methodist.fill(kind="практикум", title="Вопросы к тексту", starts_on=today, place="Читальный зал")
    methodist.fill(hours=2, seats=60).press("Запланировать").sees("Программы пока нет")
    event = methodist.path
    methodist.press("Объявить и открыть запись").sees("Идёт запись")

    deputy.go(event).follow("Записать работников учреждения")
    for box in deputy.main.get_by_role("checkbox").all():
        box.check()
    deputy.press("Записать").sees("Мест")

    methodist.go(f"{event}desk/")
    code = methodist.main.locator("img")
    shown = methodist.page.request.get(f"{methodist.address}{code.get_attribute('src')}").body()
    teacher.go(path_on(shown)).press("Я на месте").sees("Присутствие отмечено")

    methodist.go(event).page.locator("summary", has_text="Ещё").first.click()
    methodist.press("Отметить проведённым").sees("Проведено")
    teacher.go("/events/own/").sees("Вопросы к тексту", "Оставить отзыв")
    methodist.go(f"{event}certificates/").follow("Выдать всем").press("Выдать")
    expect(methodist.main).to_contain_text("Действует", timeout=60_000)

    paper = teacher.go("/events/own/").main.get_by_role("link", name="Сертификат участника").first
    answer = teacher.page.request.get(f"{teacher.address}{paper.get_attribute('href')}").body()
    assert answer[:4] == b"%PDF"
    visitor = somebody()
    visitor.go(path_on(answer)).sees("Сертификат подлинный", "за участие в практикуме «Вопросы к тексту»")
