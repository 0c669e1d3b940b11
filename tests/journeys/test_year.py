"""A town plays the stages of its road map: indicators, note, recommendations, decision, effect, dossier."""

from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from tests.journeys.conftest import NewWalker
from tests.journeys.walker import Walker

PLACE = "Верхняя Пышма"
METHODIST, HEAD = "Ведущий специалист по методической деятельности", "Начальник управления образования"
BODIES = ("ГМО учителей начальных классов", "ШМО учителей начальных классов")
ORDER = "Закрепить методиста города за каждым школьным объединением"
LINKS = """() => [...document.querySelectorAll("a[href], link[href]")].map((one) => one.href)
    .filter((href) => href.startsWith("file:"))"""


def test_town_plays_the_stages_of_its_road_map(somebody: NewWalker, tmp_path: Path) -> None:
    def one(role: str) -> Walker:
        return somebody(role, place=PLACE)

    methodist, head = (
        one("Ведущий специалист по методической деятельности"),
        one("Начальник управления образования"),
    )
    approve_indicators(head)
    hold_campaign(methodist, one("Заместитель директора по УВР"))
    note = seal_note(methodist, head)
    recommend(methodist, head, one("Руководитель методического объединения"))
    decide(head, note)
    look_back(methodist)
    read_offline(pack(head, tmp_path), somebody)
    hand_over_and_take_back(head)


def approve_indicators(head: Walker) -> None:
    """Stage 2: what is measured is put together and approved by an act."""
    head.go("/indicators/sets/make/").fill(title="Показатели второго полугодия")
    head.main.get_by_label("ВП-1.").check()
    head.press("Сохранить").sees("Показатели второго полугодия").follow("Утвердить")
    head.main.locator("[name=act]").select_option(index=1)
    head.press("Утвердить").sees("Набор утверждён")


def hold_campaign(methodist: Walker, deputy: Walker) -> None:
    """Stage 3: a school is asked and answers, the answer is accepted, the campaign is closed."""
    methodist.go("/collection/forms/make/")
    methodist.main.get_by_label("С чего начать").select_option("monitoring_year")
    methodist.press("Составить форму").follow("Начать сбор")
    methodist.fill(title="Мониторинг второго полугодия", due_on=later(30)).press("Подготовить сбор")
    board = methodist.path
    methodist.follow("Открыть сбор").press("Открыть сбор").sees("Не начато")
    own = deputy.go("/collection/own/").main.locator("tbody tr", has_not_text="Филиал")
    deputy.follow("Мониторинг второго полугодия", within=own)
    deputy.fill(
        i_64__part="1", i_64__of="20", posts_without_profile="0", i_29__part="1", i_29__of="2",
        i_43__part="0", i_43__of="1", mentoring_pairs="1",
    )  # fmt: skip
    deputy.main.get_by_label("Насколько методическая работа").select_option(index=2)
    deputy.main.get_by_label("Да", exact=True).check()
    answers = deputy.press("Отправить").sees("Отправлено").path
    methodist.go(answers).press("Принять").sees("Принято")
    methodist.go(board).sees("Принято").follow("Закрыть сбор").press("Закрыть сбор").sees("Сбор закрыт.")


def seal_note(methodist: Walker, head: Walker) -> str:
    """Stage 4: findings are looked for and judged, the note of this year is drafted and sealed."""
    methodist.go("/analysis/findings/draft/").press("Просмотреть значения").sees("Выводы")
    methodist.go("/analysis/notes/make/").press("Подготовить справку").sees("Молодые педагоги и наставники")
    head.go(methodist.path).follow("Закрепить").press("Закрепить").sees("Закреплена")
    return f"{head.title()} · № {head.path.strip('/').rpartition('/')[2]}"


def recommend(methodist: Walker, head: Walker, association: Walker) -> None:
    """A city association and a school association get it; whoever leads them answers for each."""
    methodist.go("/recommendations/make/")
    methodist.main.locator("[name=findings]").select_option(index=0)
    methodist.fill(title="Обсудить участие молодых педагогов", due_on=later(60))
    methodist.fill(text="{addressee}: обсудите показатель и назовите, кому нужна помощь.")
    methodist.fill(addressed_to="советы и объединения")
    methodist.main.locator("[name=bodies]").select_option(label=list(BODIES))
    methodist.press("Сохранить").sees("Черновик")
    row = methodist.path
    head.go(row).follow("Утвердить").press("Утвердить").sees("Утверждена")
    methodist.go(row).follow("Отправить").press("Отправить").sees("Отправлена", *BODIES)
    for number, body in enumerate(BODIES):
        association.go("/recommendations/own/")
        waiting = association.main.locator("tbody tr", has_text="участие молодых").filter(has_text=body)
        association.follow("", within=waiting).sees(f"{body}: обсудите")
        association.follow("Ответить").fill(accepted="no" if number else "yes", answer="Обсудим в декабре.")
        association.press("Ответить").sees("Обсудим в декабре.")
    methodist.go(row).sees("Принята", "Отклонена")
    methodist.follow("Зарегистрировать").press("Зарегистрировать").sees("Зарегистрирована как")


def decide(head: Walker, note: str) -> None:
    """Stage 5: a decision that rests on the note, taken by an order, with what it should move by when."""
    head.go("/decisions/draft/").fill(text=ORDER, kind="Приказ", note=note)
    head.press("Сохранить").sees(ORDER, "Проект")
    head.follow("Назвать ожидание").fill(indicator="ВП-1", size=10, look_on=later(400))
    head.press("Сохранить").sees("ВП-1")
    head.follow("Принять решение").fill(taken_on=later(0), act_words="Приказ № 512 об объединениях")
    head.press("Принять решение").sees("Принято", "Приказ № 512", "Рано")


def look_back(methodist: Walker) -> None:
    """Stage 6, a year on: the effect of what was decided last year is computed and read; a goal follows."""
    methodist.go("/decisions/effects/").follow("Вычислить все за год")
    methodist.fill(year="2025/2026 учебный год").press("Рассчитать")
    expect(methodist.main.locator("#effects-go-on")).to_have_count(0, timeout=60_000)
    methodist.clean().sees("Вычислено эффектов")
    methodist.go("/decisions/effects/").follow("Рассматривать рекомендации ГМО")
    methodist.press("Вычислить сейчас").sees("Эффекта не видно", "проверено эффектов")
    methodist.page.locator("summary", has_text="Метод и его допущения").click()
    methodist.clean().follow("Поставить цель")
    methodist.main.locator("[name=goal]").select_option(index=1)
    methodist.press("Сохранить").sees("Цель обоснована эффектом", "эффекта не видно")


def pack(head: Walker, folder: Path) -> Path:
    """The dossier of last year is begun, frozen, and downloaded when it is packed."""
    head.go("/dossiers/").follow("Начать досье")
    head.fill(year="2025/2026 учебный год").press("Начать")
    head.follow("Закрепить").press("Закрепить и собрать")
    link = head.main.get_by_role("link", name="Скачать архив")
    expect(link).to_be_visible(timeout=60_000)
    with head.clean().page.expect_download() as waiting:
        link.click()
    with ZipFile(waiting.value.path()) as archive:
        archive.extractall(folder)
    return folder


def hand_over_and_take_back(head: Walker) -> None:
    """The end of a year: what it leaves is handed over, and taken back before anybody works on it."""
    head.go("/turnover/").follow("Перейти на новый год").press("Посмотреть, что оставляет год")
    head.follow("Просмотреть и выполнить").press("Выполнить")
    undo = head.main.get_by_role("link", name="Отменить переход")
    expect(undo).to_be_visible(timeout=60_000)
    head.follow("Отменить переход").press("Отменить переход")
    expect(head.main.get_by_text("Отменён", exact=True).first).to_be_visible(timeout=60_000)


def read_offline(folder: Path, somebody: NewWalker) -> None:
    """Everything a page of the dossier leads to lies beside it."""
    reader = somebody()
    index = next(folder.rglob("index.html"))
    waiting, read = [index.as_uri()], set()
    while waiting:
        address = waiting.pop()
        read.add(address)
        reader.page.goto(address)
        for href in reader.page.evaluate(LINKS):
            path = Path(unquote(urlsplit(href).path))
            assert path.is_file(), href
            if path.suffix == ".html" and path.as_uri() not in read:
                waiting.append(path.as_uri())
        reader.clean()
    assert len(read) > len("девять")


def later(days: int) -> date:
    return datetime.now(ZoneInfo("Asia/Yekaterinburg")).date() + timedelta(days=days)
