from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine
from django.utils import timezone
from pypdf import PdfReader

from metodika.core.access import RuleBroken
from metodika.core.calendar import school_year
from metodika.core.events import story_of
from metodika.core.facts import Counting, Scope, count
from metodika.steering.dossiers import queries, services
from metodika.steering.dossiers.documents import chart_of, report_file
from metodika.steering.dossiers.models import PublicReport
from metodika.steering.dossiers.queries.publishing import Group, kept_back, too_small
from metodika.steering.dossiers.rules.contents import Content
from metodika.steering.dossiers.rules.reports import report_of
from metodika.steering.indicators.models import Value, Version
from tests.factories.accounts import make_administrator
from tests.factories.analysis import DAY, NOW, town
from tests.factories.bodies import make_body, make_composition, make_kind
from tests.factories.directory import PersonFactory

DIRECTION = "methodical_work"
SURNAME = "Незабудкина"
FEW = "меньше пяти человек"
JSON = "application/json"


@pytest.fixture(autouse=True)
def _june():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize(
    ("people", "hidden"),
    [
        ([(8, None), (9, None)], []),
        ([(3, None), (9, None), (7, None)], [0, 2]),  # a neighbour goes with the only small one
        ([(3, None), (4, None), (9, None)], [0, 1]),
        ([(3, 40), (20, 60), (30, 70)], [0, 1]),  # three counted of forty
        ([(38, 40), (20, 60), (30, 70)], [0, 1]),  # two who were not counted
        ([(3, None), (0, None)], [0]),
        ([(None, None), (None, None)], []),
    ],
)
def test_groups_under_five_and_one_neighbour_are_kept_back(people, hidden):
    places = [Group(number, 1, True, part, whole) for number, (part, whole) in enumerate(people)]

    assert sorted(too_small(places)) == hidden


def test_small_total_is_kept_back_though_it_is_no_institution():
    assert too_small([Group(1, 0, False, 3, None), Group(2, 1, True, 3, None)]) == {1, 2}


@pytest.mark.django_db
def test_few_people_typed_into_a_form_are_kept_back_and_other_numbers_are_not():
    place = town()
    spec = {"title": "Кадры", "kind": "monitoring", "sections": [{"title": "Люди", "fields": [
        {"code": "left", "kind": "number", "title": "Уволились", "of": "people"},
        {"code": "rooms", "kind": "number", "title": "Кабинетов"},
    ]}]}  # fmt: skip
    profile = place.place.profile
    profile.data = {**profile.data, "collection": {"staff": spec}}
    profile.save()

    def told(*fields):
        where = [{"code": "field", "is": "in", "value": list(fields)}] if fields else []
        counting = {"fact": "collection.value", "of": "sum", "measure": "value", "where": where}
        version = Version(formula={"numerator": counting, "denominator": None, "scale": 1})
        first, second = place.schools[:2]
        return [
            Value(pk=pk, version=version, organisation=at, numerator=Decimal(many))
            for pk, at, many in ((1, first, 3), (2, second, 40))
        ]  # fmt: skip

    assert [kept_back(told(*fields)) for fields in (("left",), ("rooms",), ())] == [{1, 2}, set(), {1, 2}]


@pytest.fixture
def chief():
    return make_administrator()


@pytest.fixture
def made():
    """A town with a school of three people, a council of three, a name in whatever people write."""
    place = town()
    home = place.place
    council = make_body(make_kind(home.profile), host=home, name=f"Совет имени {SURNAME}")
    make_composition(council, 3)
    PersonFactory(last_name=SURNAME)
    positions = home.profile.data["dossiers"][DIRECTION]["positions"]
    positions["goals"]["proofs"] = [
        {"say": "Члены советов", "of": {"fact": "bodies.membership", "of": "people"}},
        {"say": "Советы", "of": {"fact": "bodies.working", "when": "any_day"}},
    ]
    home.profile.save()
    return place


def packed(made, by, *, public):
    dossier = services.begin_dossier(
        made.place, direction=DIRECTION, period=school_year(DAY), is_public=public, by=by
    )
    scores = {"goals": {"score": 2, "note": f"Помогла {SURNAME} А. П."}}
    dossier = services.score_positions(dossier, scores=scores, seen=None, by=by)
    locked = services.freeze_dossier(dossier, now=timezone.now(), by=by)
    services.pack_dossier(locked.pk, attempt=locked.attempt)
    return PublicReport.objects.get(dossier=locked)


def words_in(stored):
    with stored.content.open("rb") as file:
        content = BytesIO(file.read())
    if stored.kind == "docx":
        return ZipFile(content).read("word/document.xml").decode()
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(content).pages)


@pytest.mark.django_db
@pytest.mark.parametrize("public", [True, False])
def test_no_name_and_no_group_under_five_in_any_form(client, made, chief, public):
    report = packed(made, chief, public=public)
    kept = str(report.dossier.content)
    assert (SURNAME in kept, "1 / 3" in kept, "33,3" in kept) == (True, False, not public)
    services.publish_report(report, by=chief)

    page = client.get(f"/dossiers/reports/{report.pk}/").content.decode()
    program = client.get(f"/api/v1/public-reports/{report.pk}").json()

    told = report_of(Content.from_data(report.dossier.content))
    assert [one.title for one in told.chapters][:2] == ["Цели", "Показатели и способы сбора сведений"]
    assert [one["code"] for one in report.dossier.content["positions"]][:3] == [
        "goals",
        "indicators",
        "methods",
    ]
    lines = dict(told.chapters[0].lines)
    assert (lines["Члены советов"], lines["Советы"]) == (FEW, "1")
    (table,) = told.tables
    shown = {row[0]: row[1:] for row in table.rows}
    first, second, third, last = (shown[str(one)] for one in made.schools)
    assert last == third == (FEW, "", "", "", "")
    chart = chart_of(table)
    assert {one.label for one in chart.bars} == {row for row, cells in shown.items() if cells[0] != FEW}
    assert "<svg" in page
    with report.docx.content.open("rb") as file:
        assert any("media/" in name for name in ZipFile(BytesIO(file.read())).namelist())
    assert (first[1], second[1], shown[str(made.place)][2]) == ("58", "10", "243")
    for words in (page, words_in(report.pdf), words_in(report.docx), str(program)):
        assert SURNAME not in words
        assert "33,3" not in words
        assert FEW in words
        assert "Члены советов" in words


@pytest.mark.django_db
def test_published_report_is_open_to_guests_and_what_is_withdrawn_is_not_there(client, made, chief):
    report = packed(made, chief, public=True)
    address, files = f"/dossiers/reports/{report.pk}/", ("report.pdf", "report.docx")
    both = [address, *(f"{address}{one}" for one in files)]

    programs = [f"/api/v1/public-reports/{report.pk}{one}" for one in ("", "/pdf", "/docx")]

    def answers():
        told = [client.get(one) for one in (*both, *programs)]
        for one in told:
            b"".join(one.streaming_content) if one.streaming else one.content
        return {one.status_code for one in told}

    assert answers() == {404, 401}
    client.force_login(chief)
    cycle = client.get(f"/dossiers/cycle/{made.place.pk}/").content.decode()
    assert (report.title in cycle, "ещё не опубликован" in cycle) == (True, True)
    assert "публич" in client.get(f"/dossiers/{report.dossier_id}/").content.decode().lower()
    assert report.title in client.post(f"{address}publish/", follow=True).content.decode()
    client.logout()
    assert answers() == {200}
    assert client.get(f"{address}report.exe").status_code == 404
    year = school_year(NOW.date())
    assert count(Counting("dossiers.report"), year, Scope.organisation(made.place.pk)) == 1

    client.force_login(chief)
    client.post(f"{address}withdraw/", {"reason": "Ошибка в числах"})
    client.logout()
    assert answers() == {404, 401}
    assert count(Counting("dossiers.report"), year, Scope.organisation(made.place.pk)) == 0
    gone = PublicReport.objects.get()
    assert (gone.withdrawn_by, gone.published_by, gone.reason) == (chief, chief, "Ошибка в числах")
    assert len(story_of(gone)) == 2


@pytest.mark.django_db
def test_one_report_of_a_year_is_open_at_a_time_and_acts_come_in_order(client, made, chief):
    first, second = packed(made, chief, public=True), packed(made, chief, public=False)
    with pytest.raises(RuleBroken, match="ещё не опубликован"):
        services.withdraw_report(first, reason="Рано", by=chief)
    client.force_login(chief)
    assert client.post(f"/api/v1/public-reports/{first.pk}/publish").json()["status"] == "published"
    with pytest.raises(RuleBroken, match="Сначала отзовите"):
        services.publish_report(second, by=chief)
    with pytest.raises(RuleBroken, match="почему"):
        services.withdraw_report(first, reason=" ", by=chief)
    gone = client.post(f"/api/v1/public-reports/{first.pk}/withdraw", {"reason": "Ошибка"}, JSON).json()
    assert (gone["status"], gone["reason"]) == ("withdrawn", "Ошибка")
    assert services.publish_report(second, by=chief).status == "published"


@pytest.mark.django_db
def test_same_snapshot_gives_the_same_bytes_on_another_day(made, chief):
    report = packed(made, chief, public=True)
    kept = {}
    for kind in ("pdf", "docx"):
        with getattr(report, kind).content.open("rb") as file:
            kept[kind] = file.read()
    made.place.profile.data["dossiers"] = {}
    made.place.profile.save()

    with time_machine.travel("2031-01-01T00:00:00Z"):
        told = report_of(Content.from_data(PublicReport.objects.get().dossier.content))
        again = {kind: report_file(told, kind) for kind in kept}

    assert again == kept
    assert queries.report_shown(report).title == report.title
