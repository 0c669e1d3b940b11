import re
from pathlib import Path

from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from tests.journeys import files
from tests.journeys.conftest import NewWalker
from tests.journeys.walker import Walker

METHODIST = "Муниципальный методист"
LIST = [
    ["ФИО педагога", "Где трудится", "Должность", "Дата рождения", "Ставка", "Примечание"],
    ["Лебёдкина Алевтина Прохоровна", "МБОУ «СОШ № 1»", "Учитель", "14.03.1988", "1", ""],
    ["Лебёдкин Пахом Прохорович", "МБОУ «СОШ № 1»", "Учитель", "01.02.1990", "0,5", "на замене"],
    ["Ошибкин Демьян Фомич", "МБОУ «СОШ № 1»", "Учитель", "31.02.1980", "1", ""],
]
ORDER = [
    "Отдел образования администрации района",
    "ПРИКАЗ",
    "от 14.10.2026 № 201-о",
    "О неделе открытых уроков",
    "В соответствии с Федеральным законом от 29.12.2012 № 273-ФЗ «Об образовании в Российской Федерации»",
    "ПРИКАЗЫВАЮ:",
    "1. Провести в ноябре неделю открытых уроков.",
    "2. Руководителям школ:",
    "1) составить расписание уроков;",
    "2) пригласить коллег из соседних школ.",
    "3. Контроль исполнения приказа оставляю за собой.",
]


def test_methodist_brings_a_staff_list_from_libreoffice(somebody: NewWalker) -> None:
    methodist = somebody(METHODIST)
    methodist.go("/").follow("Загрузки", within=methodist.menu)
    methodist.go("/imports/staff-people/").sees("Сейчас ничего не запишется")
    upload(methodist, files.ods("Список школы.ods", LIST))
    if not methodist.path.endswith("/columns/"):
        methodist.follow("Изменить столбцы")
    methodist.sees("Какой столбец что означает")
    methodist.page.get_by_label("Где трудится").select_option(label="Организация")
    methodist.press("Проверить строки")
    methodist.sees("Ошибкин Демьян Фомич", "31.02.1980")
    methodist.follow("Будут добавлены: 2").sees("Лебёдкина Алевтина Прохоровна", "Записать 2 строки")

    with methodist.page.expect_download() as waiting:
        methodist.main.get_by_role("link", name="Сохранить строки с замечаниями").click()
    sheet = CalamineWorkbook.from_path(str(Path(waiting.value.path()))).get_sheet_by_index(0).to_python()
    told = next(row for row in sheet if "Ошибкин Демьян Фомич" in row)
    assert any("31.02.1980" in str(cell) and len(str(cell)) > 10 for cell in told)

    methodist.press("Записать 2 строки").sees("Загружено. Добавлено: 2, изменено: 0.")
    methodist.go("/staff/?q=Лебедкин").sees("Лебёдкина Алевтина Прохоровна", "Лебёдкин Пахом Прохорович")

    # The same file once more: nothing is doubled, and the match of columns is remembered.
    methodist.go("/imports/staff-people/")
    upload(methodist, files.ods("Список школы.ods", LIST))
    methodist.sees("Записывать нечего: в файле нет новых или изменённых строк.", "Без изменений: 2")


def upload(walker: Walker, file: files.Upload, button: str = "Проверить файл") -> None:
    walker.main.locator("input[type=file]").set_input_files(file)
    walker.press(button)


def add_person(walker: Walker, surname: str, *, school: str = "МБОУ «СОШ № 1»") -> str:
    walker.go("/staff/").follow("Добавить человека")
    walker.fill(last_name=surname, first_name="Злата", patronymic="Фоминична", born_on="1986-03-08")
    walker.main.get_by_label("Организация").select_option(label=school)
    walker.main.get_by_label("Должность").select_option(label="Учитель")
    walker.fill(started_on="2015-09-01", load="1").press("Добавить")
    walker.sees(f"{surname} Злата Фоминична")
    return walker.path


def test_two_people_at_one_card_lose_nothing(somebody: NewWalker) -> None:
    first, second = somebody(METHODIST), somebody("Начальник отдела образования")
    card = add_person(first, "Двойкина")
    for walker in (first, second):
        walker.go(f"{card}change/")

    first.fill(phone="+7 900 111-22-33").press("Сохранить").sees("Карточка сохранена.")
    second.fill(phone="+7 900 444-55-66", email="zlata@example.org").press("Сохранить")

    second.sees("Эту карточку сохранили раньше вас", "444-55-66", "111-22-33")
    expect(second.main.get_by_label("Телефон")).to_have_value(re.compile("444-55-66"))
    expect(second.main.get_by_label("Электронная почта")).to_have_value("zlata@example.org")
    first.go(card).sees("111-22-33")
    second.press("Сохранить").sees("Карточка сохранена.", "444-55-66", "zlata@example.org")
    first.go(f"{card}history/").sees("111-22-33", "444-55-66")


def test_methodist_merges_two_records_of_one_person(somebody: NewWalker) -> None:
    methodist = somebody(METHODIST)
    methodist.go("/staff/").follow("Повторы")
    row = methodist.main.locator("tbody tr").first
    name = row.get_by_role("link").first.inner_text()
    methodist.press("Это разные люди", within=row).sees("Запомнили", "Признаны разными людьми")
    methodist.press("Возможно, это один человек").sees("снова среди возможных дублей")
    row = methodist.main.locator("tbody tr").filter(has_text=name).first
    before = methodist.main.get_by_role("link", name=name).count()
    methodist.follow("Сравнить", within=row).sees(name)
    methodist.press("Объединить записи")

    methodist.sees(name)
    methodist.go("/staff/duplicates/")
    assert methodist.main.get_by_role("link", name=name).count() < before


def test_methodist_transfers_a_teacher_to_another_school(somebody: NewWalker) -> None:
    methodist = somebody(METHODIST)
    add_person(methodist, "Перелётова")
    methodist.follow("Перевод")
    places = methodist.main.get_by_label("Новое место работы").locator("option")
    other = next(name for name in places.all_inner_texts() if "с." in name or "Детский сад" in name)
    methodist.main.get_by_label("Новое место работы").select_option(label=other)
    methodist.fill(on="2026-11-16").press("Перевод")

    methodist.sees(other, "МБОУ «СОШ № 1»", "15 ноября 2026")


def test_methodist_imports_a_regulation_and_compares_its_second_edition(somebody: NewWalker) -> None:
    methodist = somebody(METHODIST)
    methodist.go("/regulations/").follow("Загрузить текст")
    methodist.main.get_by_label("В чьём реестре").select_option(label="Пестяковский район")
    upload(methodist, files.letter("Приказ 201-о.docx", ORDER), "Прочитать текст")
    methodist.sees("Провести в ноябре неделю открытых уроков", "273-ФЗ")
    expect(methodist.main.locator("[name=number]")).to_have_value("201-о")
    methodist.press("Внести в реестр").sees("Положение внесено в реестр.", "О неделе открытых уроков")
    act = methodist.path
    methodist.follow("Правовые основания").sees("273-ФЗ", "29.12.2012")

    changed = [line.replace("в ноябре", "в декабре") for line in ORDER]
    changed.insert(-1, "2.1. Методистам обобщить опыт лучших уроков.")
    methodist.go("/regulations/import/")
    methodist.main.get_by_label("В чьём реестре").select_option(label="Пестяковский район")
    upload(methodist, files.text("Приказ 201-о, новая редакция.txt", changed), "Прочитать текст")
    methodist.press("Внести в реестр").go(f"{act}editions/")
    methodist.follow("с редакцией 1").sees("декабре", "ноябре", "обобщить опыт лучших уроков")


def test_methodist_finds_everything_by_one_box_with_typing_errors(somebody: NewWalker) -> None:
    methodist = somebody(METHODIST)
    methodist.go("/staff/")
    name = methodist.main.locator("tbody tr").nth(7).get_by_role("link").first.inner_text()
    surname = name.split()[0]
    middle = len(surname) // 2
    for words, found in (
        (f"{surname[:middle]}ш{surname[middle + 1 :]} {name.split()[1]}", name),
        ("школы молодых педагогов", "О школе молодого педагога"),
        ("деский сад", "Детский сад"),
        ("слушателем закрепить", "Закрепить за каждым слушателем наставника"),
    ):
        methodist.page.get_by_role("searchbox", name="Поиск по всей системе").fill(words)
        with methodist.page.expect_navigation():
            methodist.page.keyboard.press("Enter")
        methodist.clean().sees(found)
