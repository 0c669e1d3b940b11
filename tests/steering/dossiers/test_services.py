import hashlib
import os
import signal
import subprocess
import sys
from datetime import date
from io import BytesIO
from urllib.parse import quote
from zipfile import ZipFile

import pytest
import time_machine
from django.db import connection
from django.db.transaction import atomic, set_rollback
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from metodika.core.access import RuleBroken
from metodika.core.calendar import school_year
from metodika.core.database.progress import Progress
from metodika.core.database.versions import EditedMeanwhile
from metodika.core.events import story_of
from metodika.core.files.models import StoredFile
from metodika.governance.meetings import services as meetings
from metodika.steering.analysis import services as analysis
from metodika.steering.decisions.services import draft_decision, take_decision
from metodika.steering.dossiers import queries, services
from metodika.steering.dossiers.documents import dossier_pdf, packed
from metodika.steering.dossiers.events import DossierFrozen
from metodika.steering.dossiers.lifecycle import WORK
from metodika.steering.dossiers.models import Dossier, PublicReport
from metodika.steering.dossiers.reactions import pack
from metodika.steering.dossiers.rules import manifest
from metodika.steering.dossiers.rules.contents import Content, documents_of
from metodika.steering.recommendations import services as recommendations
from tests.factories.accounts import make_administrator
from tests.factories.analysis import DAY, NOW, finding_of, note_of, town
from tests.factories.collection import collected
from tests.factories.compliance import council_of, governed
from tests.factories.directory import PersonFactory
from tests.factories.meetings import closed
from tests.factories.recommendations import sent
from tests.factories.records import make_printed
from tests.others import told_of
from tests.postgres import environment_of_a_process, wait_for_the_server_to_notice

pytestmark = pytest.mark.django_db
DIRECTION = "methodical_work"


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2026-11-23T09:00:00Z", tick=False):
        yield


@pytest.fixture
def chief():
    return make_administrator()


@pytest.fixture
def place():
    return governed()[0]


@pytest.fixture
def no_job_left():
    yield
    with connection.cursor() as cursor:
        # Tables of the library are not emptied after a test.
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


def begun(place, by, *, public=True, on=date(2026, 11, 23)):
    return services.begin_dossier(place, direction=DIRECTION, period=school_year(on), is_public=public, by=by)


def frozen(dossier, by):
    return services.freeze_dossier(dossier, now=timezone.now(), by=by)


def ready(dossier, by):
    locked = frozen(dossier, by)
    pack(DossierFrozen(locked.pk, attempt=locked.attempt))
    return Dossier.objects.get(pk=locked.pk)


def archive_of(dossier):
    with dossier.archive.content.open("rb") as content:
        return ZipFile(BytesIO(content.read()))


def proof_of(content, position, say):
    (found,) = [
        proof for one in content.positions if one.code == position for proof in one.proofs if proof.say == say
    ]
    return found


def test_minutes_behind_a_decision_lie_in_the_archive_with_their_hash(place, chief):
    session = closed(council_of(place))
    record = meetings.print_minutes(session, by=None)
    services.score_positions(
        begun(place, chief), scores={"decisions": {"score": 1, "note": "Совет"}}, seen=None, by=chief
    )
    dossier = ready(Dossier.objects.get(), chief)

    archive = archive_of(dossier)
    files = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}
    told = archive.read(manifest.NAME).decode()
    del files[manifest.NAME]
    assert manifest.differences(told, files) == []
    version = record.versions.get(superseded_at=None)
    found = [name for name, digest in files.items() if digest == version.sha256]
    assert len(found) == 1
    assert found == [name for name in files if name.endswith(".pdf") and name != "dossier.pdf"]
    index = archive.read("index.html").decode()
    assert "Совет" in index
    assert 'href="position-8.html"' in index
    assert (dossier.status, dossier.attempt) == ("ready", 1)
    assert len(story_of(dossier)) == 4


def decided(made, by):
    """A town with a registered note, a registered recommendation, and two decisions taken by orders."""
    note = analysis.register_note(analysis.seal_note(note_of(made), by=by), by=by)
    row = sent(finding_of(made, about=made.schools[1]), institutions=[made.schools[1]])
    recommendations.register_recommendation(row, by=by)
    order = make_printed(made.place, dated_on=DAY)
    for text, by_what in (("Закрепить", {"record": order}), ("Поощрить", {"act_words": "Приказ № 112"})):
        drafted = draft_decision(organisation=made.place, card={"text": text, "note": note}, by=by)
        take_decision(drafted, taken_on=DAY, by=by, **by_what)
    return order


@pytest.mark.parametrize("public", [True, False])
def test_index_leads_from_a_position_to_the_paper_its_number_day_address_and_page(chief, public):
    with time_machine.travel(NOW, tick=False):
        made = town()
        order = decided(made, chief)
        dossier = ready(begun(made.place, chief, public=public, on=DAY), chief)
    content, archive = Content.from_data(dossier.content), archive_of(dossier)

    rows = [row for one in content.positions for proof in one.proofs for row in proof.listed]
    papers = {(row.title, one.kind, one.number, one.page) for row in rows for one in row.documents}
    assert ("Закрепить", "Приказ", order.number_text, "1") in papers
    assert {kind for _title, kind, _number, _page in papers} == {
        "Приказ", "Аналитическая справка", "Адресная рекомендация"
    }  # fmt: skip
    assert [row.elsewhere for row in rows if row.title == "Поощрить"] == ["Приказ № 112"]
    names = archive.namelist()
    sheet = load_workbook(BytesIO(archive.read("tables/Ж-1.xlsx"))).active
    told = {row[0]: row[1] for row in sheet.iter_rows(values_only=True)}
    assert told[str(made.schools[0])] in {58, "58", "58,0"}
    assert b"<svg" in archive.read("charts/Ж-1.svg")
    page = archive.read("position-8.html").decode()
    path = next(one for one in names if "Приказ" in one)
    assert quote(path) in page
    assert f"№ {order.number_text} от {DAY:%d.%m.%Y}" in page.replace("\u00a0", " ")
    assert "Приказ № 112" in page
    paper = PdfReader(BytesIO(archive.read("dossier.pdf")))
    assert "Стр." in " ".join(one.extract_text() for one in paper.pages)


KILLED = """
import sys, time
import django
django.setup()
from django.db.models.signals import post_save
from metodika.core.files.models import StoredFile
from metodika.steering.dossiers import services
def slow(**options):
    print("half way", flush=True)
    time.sleep(60)
post_save.connect(slow, sender=StoredFile)
services.pack_dossier(int(sys.argv[1]), attempt=1)
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("no_job_left")
def test_killed_worker_offers_no_half_a_file_and_the_next_one_packs_the_same(place, chief):
    dossier = frozen(begun(place, chief), chief)
    before = StoredFile.objects.count()
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(dossier.pk)],
        stdout=subprocess.PIPE, env=environment_of_a_process(), text=True,
    )  # fmt: skip
    assert process.stdout.readline() == "half way\n"

    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    wait_for_the_server_to_notice()

    left = Dossier.objects.get()
    assert (left.status, left.archive, StoredFile.objects.count()) == ("frozen", None, before)
    assert services.pack_dossier(dossier.pk, attempt=1) is True
    assert Dossier.objects.get().digest == dossier.digest


def test_others_see_how_far_the_packing_is(client, chief):
    with time_machine.travel(NOW, tick=False):
        made = town()
        decided(made, chief)
        dossier = begun(made.place, chief, on=DAY, public=False)
        drafted = queries.part_packed(dossier)
        locked = frozen(dossier, chief)
    content, seen = Content.from_data(locked.content), []
    progress = Progress(WORK, locked.pk, steps=sum(1 for _one in documents_of(content)))

    def heard(more):
        progress.advance(more)
        seen.extend(name.rpartition(" ")[2] for name in told_of(WORK))

    with packed(content, dossier_pdf(content), heard=heard):
        pass
    client.force_login(chief)
    page = client.get(f"/dossiers/{dossier.pk}/").content.decode()
    pack(DossierFrozen(locked.pk, attempt=locked.attempt))

    assert len(seen) == progress.steps > 1
    assert [int(one) for one in seen] == [100 * (at + 1) // len(seen) for at in range(len(seen))]
    assert "В архив уложено, %" in page
    assert (drafted, queries.part_packed(Dossier.objects.get())) == (0, 100)
    assert client.get(f"/api/v1/dossiers/{dossier.pk}").json()["packed"] == 100


def test_same_content_has_the_same_bytes_on_another_day(place, chief):
    closed(council_of(place))
    content = Content.from_data(frozen(begun(place, chief), chief).content)

    def bytes_of():
        with packed(content, dossier_pdf(content)) as file:
            return file.read()

    first = bytes_of()
    with time_machine.travel("2031-01-01T00:00:00Z"):
        assert bytes_of() == first


def test_public_dossier_counts_people_and_does_not_name_them(place, chief):
    person = PersonFactory(last_name="Незабудкина")
    closed(council_of(place))
    place_profile = place.profile
    place_profile.data["dossiers"][DIRECTION]["positions"]["goals"]["proofs"] = [
        {"say": "Члены советов", "of": {"fact": "bodies.membership", "of": "people"}}
    ]
    place_profile.save()

    public = queries.content_of(begun(place, chief), viewer=chief, day=date(2026, 11, 23))
    whole = queries.content_of(begun(place, chief, public=False), viewer=chief, day=date(2026, 11, 23))

    hidden, shown = (proof_of(one, "goals", "Члены советов") for one in (public, whole))
    assert (hidden.count, len(hidden.listed)) == (9, 0)
    assert (shown.count, len(shown.listed)) == (9, 9)
    assert public.withheld == (("Члены советов", hidden.withheld, 9),)
    assert not whole.withheld
    assert person.last_name not in str(public.as_data())


def test_open_campaign_is_marked_and_does_not_stop_the_dossier(place, chief):
    campaign = collected(place, by=chief).campaign
    assert campaign.status == "open"

    content = frozen(begun(place, chief), chief).content

    assert [str(campaign) in mark for mark in content["marks"]] == [True]


def test_what_is_frozen_is_neither_scored_nor_frozen_again(place, chief):
    dossier = frozen(begun(place, chief), chief)

    with pytest.raises(RuleBroken, match="закреплено"):
        services.score_positions(dossier, scores={}, seen=None, by=chief)
    with pytest.raises(RuleBroken, match="закреплено"):
        frozen(dossier, chief)


def test_worker_that_died_leaves_no_half_a_file_and_the_next_one_packs(place, chief):
    dossier = frozen(begun(place, chief), chief)
    before = StoredFile.objects.count()

    assert services.pack_dossier(dossier.pk, attempt=7) is False
    with atomic():
        services.pack_dossier(dossier.pk, attempt=1)
        set_rollback(True)  # killed before its end
    assert (StoredFile.objects.count(), Dossier.objects.get().archive) == (before, None)
    assert services.pack_dossier(dossier.pk, attempt=1) is True
    assert services.pack_dossier(dossier.pk, attempt=1) is False
    assert PublicReport.objects.get().dossier == dossier


def test_lost_document_is_named_and_the_same_content_is_packed_again(place, chief):
    session = closed(council_of(place))
    version = meetings.print_minutes(session, by=None).versions.get(superseded_at=None)
    with version.pdf.content.open("rb") as source:
        content = source.read()
    locked = frozen(begun(place, chief), chief)
    storage, name = version.pdf.content.storage, version.pdf.content.name
    storage.delete(name)

    pack(DossierFrozen(locked.pk, attempt=1))
    failed = Dossier.objects.get()
    storage.save(name, BytesIO(content))
    again = ready(failed, chief)

    assert (failed.status, failed.archive) == ("failed", None)
    assert "Протокол" in failed.trouble
    assert (again.status, again.digest, again.attempt) == ("ready", locked.digest, 2)


def test_bad_scores_and_those_saved_meanwhile_are_refused_in_words(place, chief):
    dossier = begun(place, chief)
    seen = dossier.version
    services.score_positions(dossier, scores={"goals": {"score": 2, "note": ""}}, seen=seen, by=chief)

    with pytest.raises(RuleBroken, match="goals"):
        services.score_positions(dossier, scores={"goals": {"score": 5}}, seen=None, by=chief)
    with pytest.raises(EditedMeanwhile):
        services.score_positions(dossier, scores={"goals": {"score": 0, "note": ""}}, seen=seen, by=chief)
    assert Dossier.objects.get().scores == {"goals": {"score": 2, "note": ""}}


def test_year_to_come_and_unknown_direction_are_refused(place, chief):
    with pytest.raises(RuleBroken, match="не начался"):
        begun(place, chief, on=date(2028, 1, 1))
    with pytest.raises(RuleBroken, match="направлени"):
        services.begin_dossier(
            place, direction="nothing", period=school_year(date(2026, 11, 23)), is_public=True, by=chief
        )
