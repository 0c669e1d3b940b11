import os
import signal
import subprocess
import sys
from decimal import Decimal
from zipfile import ZipFile

import pytest
import time_machine
from django.db import connection

from metodika.core.access import RuleBroken
from metodika.core.calendar import school_year
from metodika.core.charts import chart_words
from metodika.core.database import EditedMeanwhile
from metodika.core.facts import Counting, Scope, count
from metodika.steering.analysis import services
from metodika.steering.analysis.documents import chart_of, note_file
from metodika.steering.analysis.events import NotesAsked
from metodika.steering.analysis.models import Batch, Cause, Finding, Note
from metodika.steering.analysis.reactions import make_notes
from metodika.steering.analysis.rules.footnotes import figures_without_source
from tests.factories.accounts import make_user
from tests.factories.analysis import DAY, NOW, counted, finding_of, note_of, run_on, town
from tests.postgres import environment_of_a_process, wait_for_the_server_to_notice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def summer():
    with time_machine.travel(NOW, tick=False):
        yield


def refusal(call, *args, **options):
    with pytest.raises(RuleBroken) as refused:
        call(*args, **options)
    return str(refused.value)


def told(place):
    return list(Finding.objects.filter(about=place).order_by("kind").values_list("kind", "severity"))


def test_rules_draft_what_is_below_worse_and_behind_beyond_chance():
    made = town()

    assert services.draft_findings(made.place, made.run, by=None) == 7  # noqa: PLR2004 - listed below

    first, second, third, last = made.schools
    assert told(made.place) == [("below_target", "low"), ("gap", "high"), ("worse", "high")]
    assert told(first) == told(third) == []
    assert told(second) == [("below_target", "high"), ("gap", "high"), ("worse", "high")]
    assert told(last) == [("below_target", "low")]
    row = Finding.objects.get(about=second, kind="worse")
    assert row.text == "«Доля женщин»: было 62,5\xa0%, стало 12,5\xa0%. Ухудшение случайностью не объяснить."
    assert (row.value, row.before, row.scope, row.chance < 0.001) == (
        Decimal("12.5"), Decimal("62.5"), "institution", True
    )  # fmt: skip
    assert services.draft_findings(made.place, made.run, by=None) == 0
    waiting = run_on()
    waiting.finished_at = None
    assert refusal(services.draft_findings, made.place, waiting, by=None).startswith(
        "Показатели ещё считаются"
    )
    assert refusal(services.draft_findings, first, made.run, by=None).startswith("Выводы готовятся по муниц")


def test_silence_of_institutions_is_a_finding_of_what_is_collected_from_them():
    made = town()
    made.run.values.filter(organisation=made.schools[0]).delete()
    services.draft_findings(made.place, made.run, by=None)
    assert not Finding.objects.filter(kind="no_data").exists()
    made.indicator.source = "form"
    made.indicator.save()

    services.draft_findings(made.place, made.run, by=None)

    row = Finding.objects.get(kind="no_data")
    assert (row.about, row.scope, row.severity) == (made.place, "whole", "medium")
    assert row.text.endswith("нет данных по 1\xa0организации.")


def test_judged_findings_stay_drafts_are_told_anew_and_causes_grow():
    made = town()
    services.draft_findings(made.place, made.run, by=None)
    kept, put_aside, draft = Finding.objects.filter(about=made.schools[1]).order_by("kind")
    chief = make_user("analysis.*", at=made.place)

    services.reword_finding(
        kept, text="Мало наставников", cause="Уволился завуч", seen=kept.version, by=chief
    )
    assert refusal(services.dismiss_finding, put_aside, reason=" ", by=chief).startswith(
        "Скажите, почему вывод"
    )
    services.dismiss_finding(put_aside, reason="Ошибка в данных", by=chief)
    with pytest.raises(EditedMeanwhile):
        services.reword_finding(kept, text="Иначе", seen=kept.version, by=chief)
    later = run_on(DAY.replace(day=2))
    counted(made.indicator, {made.schools[1]: (60, 80), made.place: (157, 243)}, later)
    assert services.draft_findings(made.place, later, by=None) == 0

    left = {one.kind: (one.status, one.text) for one in Finding.objects.filter(about=made.schools[1])}
    assert left == {
        "below_target": ("reworded", "Мало наставников"),
        "gap": ("dismissed", put_aside.text),
    }
    assert not Finding.objects.filter(pk=draft.pk).exists()
    assert Cause.objects.filter(organisation=made.place, title="Уволился завуч").count() == 1
    assert Cause.objects.filter(organisation=made.place).count() == 9  # noqa: PLR2004 - eight come ready
    assert services.confirm_finding(put_aside, by=chief).status == "confirmed"
    year = school_year(NOW.date())
    assert count(Counting("analysis.finding"), year, Scope.organisation(made.place.pk)) == 2  # noqa: PLR2004 - both


@pytest.mark.parametrize("more_is_better", [True, False])
def test_bars_of_a_note_count_those_on_the_right_side_of_the_target(more_is_better):
    made = town(target=60)
    type(made.indicator).objects.update(more_is_better=more_is_better)

    content = note_of(made).content

    bars = next(one for part in content["sections"] for one in part["charts"] if one["kind"] == "bars")
    sign = 1 if more_is_better else -1
    right = sum(sign * one["value"] >= sign * bars["target"] for one in bars["bars"])
    assert right == (1 if more_is_better else 3)
    assert f": {right} из {len(bars['bars'])}." in chart_words(chart_of(bars))


def test_note_is_the_same_from_the_same_values_and_every_figure_has_a_source():
    made = town()
    finding_of(made, about=made.schools[1], kind="worse")
    whole, school = note_of(made), note_of(made, about=made.schools[1])

    assert whole.title == "Аналитическая справка о системе методической работы: Район 0".replace(
        "Район 0", made.place.name
    )
    assert [one["code"] for one in whole.content["sections"]] == [
        "intro", "schools", "young", "associations", "analytics", "decisions", "monitoring", "rest",
        "institutions", "conclusion",
    ]  # fmt: skip
    for note in (whole, school):
        assert [
            text for one in note.content["sections"] for text in figures_without_source(one["text"])
        ] == []
    rest = next(one for one in school.content["sections"] if one["code"] == "rest")
    assert rest["text"].splitlines() == [
        "«Доля женщин»: 12,5\xa0% (10 из 80)\xa0[2]. Годом раньше было 62,5\xa0%, и такое ухудшение "
        "случайностью не объяснить\xa0[3]. Целевое значение 50,0\xa0% не достигнуто\xa0[2]. В остальных "
        "организациях вместе 59,5\xa0%, и отставание случайностью не объяснить\xa0[4].",
        "Вывод (серьёзный). «Доля женщин»: было 62,5\xa0%, стало 12,5\xa0%\xa0[5]. "
        "Ухудшение случайностью не объяснить.",
    ]
    assert rest["tables"][0]["rows"][0]["cells"][1:6] == [
        "12,5\xa0%", "6,9\xa0% … 21,5\xa0%", "50,0\xa0%", "62,5\xa0%", "—"
    ]  # fmt: skip
    similar = next(one for one in school.content["sections"] if one["code"] == "similar")
    assert f"{made.schools[2]} (0,05)" in similar["text"]
    assert [one["kind"] for one in rest["charts"]] == ["lines"]
    assert [one["value"] for one in rest["charts"][0]["marks"]] == [62.5, 12.5]
    again = services.remake_note(school, by=None)
    assert again.content == school.content
    assert note_file(school, "pdf").startswith(b"%PDF")
    assert note_file(whole, "docx").startswith(b"PK")


def test_definition_changed_breaks_the_comparison():
    made = town()
    made.indicator.versions.update(fingerprint="new")
    other = made.indicator.versions.get()
    old = type(other)(
        indicator=made.indicator, number=9, status="closed", formula=other.formula, fingerprint="old"
    )
    old.save()
    before = school_year(DAY.replace(year=2025))
    type(made.run).objects.get(day=DAY.replace(year=2025)).values.update(
        version=old, starts_on=before.starts_on
    )

    services.draft_findings(made.place, made.run, by=None)

    assert "worse" not in {kind for kind, _severity in told(made.schools[1])}
    sections = note_of(made).content["sections"]
    rest = next(one for one in sections if one["code"] == "rest")
    assert rest["tables"][0]["rows"][0]["cells"][4].endswith(" *")
    assert [one["is_new"] for one in rest["charts"][0]["marks"]] == [False, True]
    text = "\n".join(one["text"] for one in sections)
    assert "С прошлым годом не сравнивается, потому что показатель стали считать иначе." in text


def test_note_is_edited_sealed_published_and_then_never_changed():
    made = town()
    note = note_of(made, about=made.schools[3])
    texts = {one["code"]: one["text"] for one in note.content["sections"]}
    assert refusal(
        services.edit_note, note, title="С", texts={"rest": "Плохо [77]."}, seen=None, by=None
    ).startswith("Источника [77] нет")
    edited = services.edit_note(
        note, title="Справка", texts={"rest": f"{texts['rest']}\nСтало 7 школ. Молодец Иванова А. П."},
        seen=note.version, by=None,
    )  # fmt: skip
    assert refusal(services.make_note, made.place, made.run, about=made.schools[3], by=None).startswith(
        "Справку уже"
    )
    assert refusal(services.publish_note, note, by=None).startswith("Сначала закрепите справку")
    assert refusal(services.seal_note, note, by=None).startswith(
        "В 1 предложении есть число без источника: «Стало 7"
    )
    fixed = edited.content["sections"][-3]["text"].replace("Стало 7 школ.", "Стало 7 школ [1].")
    services.edit_note(note, title="Справка", texts={"rest": fixed}, seen=None, by=None)
    sealed = services.seal_note(note, by=None)
    assert (sealed.status, len(sealed.digest)) == ("sealed", 64)
    for call in (services.remake_note, services.seal_note):
        assert refusal(call, note, by=None).startswith("Справка закреплена и больше не меняется")
    assert refusal(services.edit_note, note, title="Н", texts={}, seen=None, by=None).startswith(
        "Справка закреплена"
    )
    open_one = services.publish_note(note, by=None)
    shown = next(one for one in open_one.public["sections"] if one["code"] == "rest")
    assert "33,3" not in str(open_one.public)
    assert "Иванова" not in str(open_one.public)
    assert "Данные о группе меньше пяти человек не публикуются." in shown["text"]
    assert "Стало 7 школ [1]." in shown["text"]
    assert open_one.removed == [
        "«Другие показатели»: 1 предложение о группе меньше пяти человек", "«Другие показатели»: 1 имя",
        "Таблица «Другие показатели»: 1 строка о малой группе или рядом с ней",
        "Таблица «Похожие организации»: 1 строка о малой группе или рядом с ней",
    ]  # fmt: skip
    assert note_file(open_one, "pdf", public=True).startswith(b"%PDF")
    assert count(Counting("analysis.note"), school_year(NOW.date()), Scope.organisation(made.place.pk)) == 1


def test_person_writes_down_a_finding_of_any_scope():
    made = town()
    period = {"period_kind": "school_year", "starts_on": DAY, "ends_on": DAY}
    values = {"scope": "category", "category": "young", "text": "Мало пар", **period}

    row = services.observe(made.place, values=values, cause="Нет наставника", by=None)

    assert (row.status, row.about, row.kind, row.cause.title) == (
        "confirmed",
        made.place,
        "observed",
        "Нет наставника",
    )
    for told_of, words in (
        ({"text": " "}, "Напишите, что вы обнаружили"), ({"scope": "body"}, "Выберите совет или объединение"),
        ({"category": ""}, "Выберите категорию"), ({"scope": "institution"}, "Выберите организацию"),
        ({"about": town(profile=False).schools[0]}, "Организация из другого муниципалитета"),
    ):  # fmt: skip
        assert refusal(services.observe, made.place, values={**values, **told_of}, by=None).startswith(words)


def test_notes_of_all_are_made_by_a_job_and_the_archive_is_offered_whole():
    made = town()
    chief = make_user("analysis.*", at=made.place)
    sealed = services.seal_note(note_of(made), by=None)

    batch = services.ask_notes(made.place, made.run, by=chief)
    assert refusal(services.ask_notes, made.place, made.run, by=chief).startswith("Справки уже готовятся")
    make_notes(NotesAsked(batch.pk))
    make_notes(NotesAsked(batch.pk))

    done = Batch.objects.get(pk=batch.pk)
    assert (done.status, done.done, done.wanted) == ("ready", 5, 5)
    with ZipFile(done.file.content.open("rb")) as archive:
        assert len(archive.namelist()) == 10  # noqa: PLR2004 - five notes of two kinds
    assert Note.objects.get(pk=sealed.pk).version == sealed.version
    done.file.content.close()
    assert refusal(services.ask_notes, town(profile=False).schools[0], made.run, by=chief).startswith(
        "Выводы готов"
    )


def test_sealed_note_is_registered_once_with_its_printed_version(client):
    made = town()
    chief = make_user("analysis.*", "records.*", at=made.place).person.user
    note = note_of(made)
    assert refusal(services.register_note, note, by=chief).startswith("Сначала закрепите справку: то, что")
    sealed = services.seal_note(note, by=chief)
    client.force_login(chief)

    card = client.post(f"/analysis/notes/{note.pk}/register/", follow=True).content.decode()

    row = Note.objects.get(pk=note.pk)
    assert (row.record.number, row.record.kind, row.record.subject) == (1, "analysis.note", row)
    assert (row.digest, row.status) == (sealed.digest, "sealed")
    version = row.record.versions.get()
    assert (version.pdf.kind, version.docx.kind, version.places["number"]) == ("pdf", "docx", "1")
    assert f"/records/{row.record_id}/" in card
    assert refusal(services.register_note, row, by=chief).startswith("Справка уже зарегистрирована")
    where = [{"code": "registered", "is": "yes"}]
    counting = Counting.from_data({"fact": "analysis.note", "where": where})
    assert count(counting, school_year(NOW.date()), Scope.organisation(made.place.pk)) == 1


IN_THE_MIDDLE = """
import sys, time
import django
django.setup()
from metodika.steering.analysis import reactions
from metodika.steering.analysis.events import NotesAsked
tell_progress = reactions.tell_progress
def slow(batch, *, done):
    tell_progress(batch, done=done)
    if done == 2:
        print("half way", flush=True)
        time.sleep(60)
reactions.tell_progress = slow
reactions.make_notes(NotesAsked(int(sys.argv[1])))
"""


@pytest.fixture
def no_job_left():
    yield
    with connection.cursor() as cursor:
        # Tables of the library are not emptied after a test.
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("no_job_left")
def test_killed_worker_leaves_no_half_an_archive_and_the_next_one_makes_each_note_once():
    made = town()
    batch = services.ask_notes(made.place, made.run, by=None)
    process = subprocess.Popen(
        [sys.executable, "-c", IN_THE_MIDDLE, str(batch.pk)],
        stdout=subprocess.PIPE, env=environment_of_a_process(), text=True,
    )  # fmt: skip
    assert process.stdout.readline() == "half way\n"

    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    wait_for_the_server_to_notice()
    batch.refresh_from_db()
    assert (batch.status, batch.done, batch.file) == ("working", 2, None)
    before = list(Note.objects.order_by("about").values_list("about", "content"))
    make_notes(NotesAsked(batch.pk))

    batch.refresh_from_db()
    assert (batch.status, batch.done, batch.wanted) == ("ready", 5, 5)
    assert list(Note.objects.order_by("about").values_list("about", "content")) == before
    with ZipFile(batch.file.content.open("rb")) as archive:
        assert sorted(one[:3] for one in archive.namelist()) == [
            "001", "001", "002", "002", "003", "003", "004", "004", "005", "005",
        ]  # fmt: skip
    batch.file.content.close()
