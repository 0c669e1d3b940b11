import json
import re

import pytest
from click.testing import CliRunner

from config import command
from metodika.core.files.text import words
from metodika.directory.accounts.models import User
from metodika.directory.organisations.models import Organisation
from metodika.directory.profiles.models import Profile
from metodika.directory.regulations.models import Act, Edition
from metodika.directory.staff.models import Person
from tests.directory.regulations.samples import NAMES, REGULATIONS, source_of
from tests.factories.directory import MunicipalityFactory, SchoolFactory
from tests.factories.regulations import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path):
    def go(*words, **files):
        for name, content in files.items():
            (tmp_path / name.replace("_", ".")).write_bytes(content)
        arguments = [str(tmp_path / word[1:]) if word.startswith("@") else word for word in words]
        return CliRunner().invoke(command.main, arguments)

    return go


def test_dry_run_with_json_prints_the_tree_in_order_and_stores_nothing(run):
    done = run("regulation", "import", "@a.txt", "--dry-run", "--json", a_txt=text_of())

    told = json.loads(done.stdout)
    assert done.exit_code == 0
    assert set(told["nodes"][0]) == {"key", "parent", "label", "kind", "text"}
    kept = [word for node in told["nodes"] for word in words(node["label"]) + words(node["text"])]
    assert kept == words(text_of().decode())
    assert [(act["kind"], act["date"], act["number"]) for act in told["citations"]] == [
        ("приказ", "2022-02-01", "7")
    ]
    assert not Act.objects.exists()


@pytest.mark.parametrize("name", NAMES)
def test_each_of_the_five_is_printed_with_parents_before_children(run, name):
    source_of(name)

    told = json.loads(
        run("regulation", "import", str(REGULATIONS / f"{name}.txt"), "--dry-run", "--json").stdout
    )

    seen = {None}
    for node in told["nodes"]:
        assert node["parent"] in seen
        seen.add(node["key"])
    assert told["citations"]


def test_regulation_is_imported_once(run):
    MunicipalityFactory()

    first = run("regulation", "import", "@a.txt", "--json", a_txt=text_of())
    second = run("regulation", "import", "@a.txt", a_txt=text_of())

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert json.loads(first.stdout)["act"]["number"] == "48-О"
    assert "Школа открыта круглый год." in second.output
    assert Edition.objects.count() == 1


def test_without_a_register_the_command_asks_whose_act_it_is(run):
    done = run("regulation", "import", "@a.txt", a_txt=text_of())

    assert done.exit_code == 1
    assert "--owner" in done.output


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"\x00\x01\x02" * 50])
def test_bad_file_ends_with_a_sentence_and_no_traceback(run, content):
    done = run("regulation", "import", "@a.txt", "--dry-run", a_txt=content)

    assert done.exit_code == 1
    assert done.output.startswith("Ошибка: ")
    assert isinstance(done.exception, SystemExit)


@pytest.mark.parametrize("words", [("regulation", "import"), ("staff", "import"), ("restore",)])
def test_missing_file_ends_with_a_sentence(run, words):
    done = run(*words, "/nowhere/a.txt")

    assert (done.exit_code, done.output) == (
        1,
        "Ошибка: Файла /nowhere/a.txt нет. Проверьте имя.\n",
    )


@pytest.mark.parametrize("words", [("regulation", "import"), ("staff", "import"), ("restore",)])
def test_folder_in_the_place_of_a_file_is_told(run, tmp_path, words):
    done = run(*words, str(tmp_path))

    assert (done.exit_code, done.output) == (1, f"Ошибка: {tmp_path} — не файл. Укажите файл.\n")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("nonsense", "Команды nonsense нет."),
        ("demo --size Q", "--size принимает одно из значений: FIVE, XS, S, M, L, R, TWO."),
        ("demo --port", "Параметру --port нужно значение."),
        ("demo --port 70000", "Порт — число от 1 до 65535, а не 70000."),
        ("serve --port восемь", "Порт — число от 1 до 65535, а не восемь."),
        ("migrate --x", "Параметра --x нет."),
        ("profile load", "Не указано: NAME."),
        ("profile load a b", "Лишнее в команде: b."),
        ("plan import a.txt --from завтра", "--from — это дата вида 01.09.2026 или 2026-09-01."),
    ],
)
def test_command_given_in_a_wrong_way_is_told_in_russian(run, words, sentence):
    done = run(*words.split())

    assert done.exit_code == 2
    assert f"Ошибка: {sentence}" in done.output.splitlines()


def test_address_of_no_machine_ends_with_a_sentence(run):
    done = run("serve", "--host", "300.1.1.1")

    assert done.exit_code == 1
    assert done.output.startswith("Ошибка: Адрес 300.1.1.1 использовать нельзя: ")


def test_help_speaks_russian(run):
    told = run("--help").output

    assert told.startswith("Запуск: ")
    assert [line for line in told.splitlines() if line.endswith(":")] == ["Параметры:", "Команды:"]
    assert "Show this" not in told
    assert "Options:" not in run("demo", "--help").output


def test_backup_that_cannot_be_written_ends_with_a_sentence(run, tmp_path):
    (tmp_path / "taken").touch()

    done = run("backup", "@taken/backup.tar")

    assert done.exit_code == 1
    assert "taken" in done.output
    assert isinstance(done.exception, SystemExit)


def test_administrator_is_created_with_a_good_password_only(run):
    weak = run("admin", "create", "--login", "chief", "--email", "", "--password", "12345")
    good = run("admin", "create", "--login", "chief", "--email", "", "--password", "пять слонов идут домой")

    assert (weak.exit_code, good.exit_code) == (1, 0)
    assert User.objects.get().is_administrator
    assert "слонов" not in good.output


def test_profile_is_loaded_by_name_and_an_unknown_one_is_refused(run):
    good, bad = run("profile", "load", "pervouralsk"), run("profile", "load", "nowhere")

    assert (good.exit_code, bad.exit_code) == (0, 1)
    assert Profile.objects.get().code == "pervouralsk"
    assert Organisation.objects.filter(level="municipality").exists()


def test_staff_list_is_only_checked_in_a_dry_run(run):
    SchoolFactory(short_name="Школа № 1")
    table = (
        "ФИО;Дата рождения;Место работы;Должность\n"
        "Чижова Анна Петровна;15.05.1985;Школа № 1;Учитель\n"
        "Галкина Вера Львовна;31.02.1980;Школа № 1;Учитель\n"
    ).encode()

    tried = run("staff", "import", "@a.csv", "--dry-run", a_csv=table)
    nobody = Person.objects.exists()
    done = run("staff", "import", "@a.csv", a_csv=table)
    again = run("staff", "import", "@a.csv", a_csv=table)

    assert (tried.exit_code, nobody, tried.output.splitlines()[-1]) == (0, False, "Пока ничего не записано.")
    assert "Будут добавлены: 1" in tried.output
    assert "31.02.1980" in tried.output
    assert (done.exit_code, [str(person) for person in Person.objects.all()]) == (0, ["Чижова Анна Петровна"])
    assert done.output.splitlines()[-1] == "Список загружен."
    assert again.exit_code == 0
    assert again.output.splitlines()[-1] == "Записывать нечего: в файле нет новых или изменённых строк."


def test_staff_list_of_which_no_row_can_be_taken_ends_with_code_one(run):
    SchoolFactory(short_name="Школа № 1")
    table = (
        "ФИО;Дата рождения;Место работы;Должность\nГалкина Вера Львовна;31.02.1980;Школа № 1;Учитель\n"
    ).encode()

    codes = [run("staff", "import", "@a.csv", *more, a_csv=table).exit_code for more in ((), ("--dry-run",))]

    assert (codes, Person.objects.exists()) == ([1, 1], False)


def test_staff_list_without_its_columns_ends_with_a_sentence(run):
    done = run("staff", "import", "@a.csv", a_csv="Товар;Цена\nМел;5\n".encode())

    assert done.exit_code == 1
    assert done.output.startswith("Ошибка: В файле не найден")


def test_check_says_what_keeps_from_serving_by_its_exit_code(run, settings):
    good = run("check")
    settings.SECRET_KEY = "short"
    bad = run("check")

    assert (good.exit_code, bad.exit_code) == (0, 1)
    assert "METODIKA_SECRET_KEY" in bad.output


def test_serve_refuses_with_a_sentence(run, settings):
    settings.DEBUG = True

    done = run("serve")

    assert done.exit_code == 1
    assert "METODIKA_DEBUG" in done.output


def test_backup_says_how_much_it_holds_and_a_bad_one_is_refused(run, tmp_path):
    MunicipalityFactory()
    (tmp_path / "bad.tar").write_text("no archive")

    good = run("backup", "@good.tar")
    over = run("restore", "@good.tar")
    bad = run("restore", "@bad.tar", "--replace")

    assert (good.exit_code, over.exit_code, bad.exit_code) == (0, 1, 1), good.output
    assert re.search(r"good\.tar [1-9][\d\s]* строк", good.output)
    assert "--replace" in over.output
    assert "bad.tar" in bad.output


def test_tables_are_brought_to_the_state_of_the_code(run):
    done = run("migrate")

    assert done.exit_code == 0
    assert "No migrations to apply." in done.output


def test_every_command_explains_itself(run):
    for name in (
        "demo",
        "serve",
        "worker",
        "check",
        "migrate",
        "admin",
        "profile",
        "regulation",
        "plan",
        "staff",
        "backup",
        "restore",
    ):
        done = run(name, "--help")
        assert done.exit_code == 0, name
