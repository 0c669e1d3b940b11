from datetime import date

import pytest

from metodika.core.access import RuleBroken
from metodika.core.audit.models import JournalEntry
from metodika.core.audit.tracking import history_of
from metodika.core.database import EditedMeanwhile
from metodika.directory.organisations.lifecycle import Level, Status
from metodika.directory.organisations.models import Organisation, OrganisationName, Succession
from metodika.directory.organisations.services import (
    NewOrganisation,
    OrganisationChange,
    add_alias,
    apply_profile,
    apply_register,
    begin_reorganisation,
    cancel_reorganisation,
    change_organisation,
    close_organisation,
    create_organisation,
    create_organisations,
    end_guest,
    make_partner,
    merge_organisations,
    move_organisation,
    remove_alias,
    rename_organisation,
    reopen_organisation,
    welcome_guest,
)
from metodika.directory.profiles.services import load_profile
from tests.factories.directory import MunicipalityFactory, RegionFactory, SchoolFactory, UnitFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 1)


def names_of(organisation):
    return list(organisation.names.order_by("pk").values_list("short", "valid_from", "valid_to"))


def test_new_school_gets_its_path_municipality_and_first_name():
    district = MunicipalityFactory()

    school = create_organisation(
        level=Level.INSTITUTION, kind="gymnasium", name="МАОУ «Гимназия № 10»", parent=district,
        opened_on=DAY, inn="7707083893", by=None,
    )  # fmt: skip

    school.refresh_from_db()
    assert school.path == f"{district.path}{school.pk}/"
    assert school.municipality == district
    assert school.sort_key == "маоу гимназия 000010"
    assert names_of(school) == [("МАОУ «Гимназия № 10»", DAY, None)]
    assert JournalEntry.objects.get(subject_id=school.pk, key="organisations.organisation_created")


def test_municipality_is_its_own_municipality():
    district = MunicipalityFactory()

    assert district.municipality == district


def test_school_inside_a_unit_is_refused():
    unit = UnitFactory()

    with pytest.raises(RuleBroken, match=unit.short_name):
        SchoolFactory(parent=unit)


def test_nothing_is_added_to_a_closed_organisation():
    school = close_organisation(SchoolFactory(), on=DAY, by=None)

    with pytest.raises(RuleBroken, match=school.short_name):
        UnitFactory(parent=school)


def test_inn_of_another_school_is_refused_but_a_branch_may_share_it():
    school = SchoolFactory(inn="7707083893")

    with pytest.raises(RuleBroken, match="7707083893"):
        SchoolFactory(parent=school.parent, inn="7707083893")
    branch = SchoolFactory(parent=school.parent, inn="7707083893", is_branch=True)

    assert branch.inn == school.inn


def test_many_organisations_are_added_with_three_statements(django_assert_num_queries):
    district = MunicipalityFactory()
    rows = [
        NewOrganisation(level=Level.INSTITUTION, kind="kindergarten", name=f"Сад № {n}", parent=district)
        for n in range(85)
    ]

    with django_assert_num_queries(6):
        made = create_organisations(rows, by=None)

    assert [one.name for one in made] == [row.name for row in rows]
    assert Organisation.objects.under(district).institutions().count() == 85
    assert OrganisationName.objects.filter(organisation__in=made).count() == 85


def test_two_people_edit_one_card_and_the_second_sees_the_difference():
    school = SchoolFactory(address="ул. Ленина, 1")
    seen = school.version
    change_organisation(school, changes={"address": "ул. Мира, 2"}, seen=seen, by=None)

    with pytest.raises(EditedMeanwhile) as refused:
        change_organisation(school, changes={"address": "ул. Садовая, 3"}, seen=seen, by=None)

    assert [(one.field, one.stored, one.wanted) for one in refused.value.differences] == [
        ("address", "ул. Мира, 2", "ул. Садовая, 3")
    ]
    school.refresh_from_db()
    assert school.address == "ул. Мира, 2"


def test_change_keeps_history_with_before_and_after():
    school = SchoolFactory(phone="1")

    change_organisation(school, changes={"phone": "2"}, by=None)

    change = next(one for one in history_of(school) if one.field == "phone")
    assert (change.before, change.after) == ("1", "2")


def test_name_and_place_are_not_plain_facts():
    with pytest.raises(ValueError, match="name"):
        change_organisation(SchoolFactory(), changes={"name": "x"}, by=None)


def test_opening_after_closing_is_refused():
    school = close_organisation(SchoolFactory(), on=DAY, by=None)

    with pytest.raises(RuleBroken):
        change_organisation(school, changes={"opened_on": date(2027, 1, 1)}, by=None)


def test_new_name_closes_the_old_one_the_day_before():
    school = SchoolFactory(name="Школа № 1", short_name="Школа № 1")

    school = rename_organisation(school, full="Лицей № 1", short="Лицей № 1", on=DAY, by=None)

    assert school.short_name == "Лицей № 1"
    assert names_of(school) == [("Школа № 1", None, date(2026, 8, 31)), ("Лицей № 1", DAY, None)]


def test_name_without_a_day_is_a_correction():
    school = SchoolFactory(name="Шкла № 1", short_name="Шкла № 1")

    rename_organisation(school, full="Школа № 1", on=None, by=None)

    assert names_of(school) == [("Школа № 1", None, None)]


def test_new_name_before_the_present_one_is_refused():
    school = rename_organisation(SchoolFactory(), full="Лицей", on=DAY, by=None)

    with pytest.raises(RuleBroken, match=r"01\.09\.2026"):
        rename_organisation(school, full="Гимназия", on=date(2026, 8, 1), by=None)


def test_school_inside_itself_is_refused_with_a_sentence():
    school = SchoolFactory(short_name="Школа № 7")
    unit = UnitFactory(parent=school)

    for parent in (school, unit):
        with pytest.raises(RuleBroken, match="Школа № 7"):
            move_organisation(school, parent=parent, by=None)

    school.refresh_from_db()
    assert school.path == f"{school.parent.path}{school.pk}/"


def test_moved_school_carries_its_units_and_their_municipality():
    unit = UnitFactory()
    school, district = unit.parent, MunicipalityFactory()

    school = move_organisation(school, parent=district, by=None)

    unit.refresh_from_db()
    assert unit.path == f"{school.path}{unit.pk}/"
    assert (school.municipality, unit.municipality) == (district, district)


def test_merger_writes_the_succession_and_hands_over_the_units():
    district = MunicipalityFactory()
    old, heir = SchoolFactory(parent=district), SchoolFactory(parent=district)
    unit = UnitFactory(parent=old)

    succession = merge_organisations(old, successor=heir, on=DAY, ground="Постановление № 5", by=None)

    old.refresh_from_db()
    unit.refresh_from_db()
    assert (old.status, old.closed_on) == (Status.MERGED, date(2026, 8, 31))
    assert unit.parent == heir
    assert list(Succession.objects.all()) == [succession]


@pytest.mark.parametrize("which", ["itself", "unit"])
def test_merger_into_itself_is_refused(which):
    school = SchoolFactory()
    successor = school if which == "itself" else UnitFactory(parent=school)

    with pytest.raises(RuleBroken):
        merge_organisations(school, successor=successor, on=DAY, by=None)


def test_merger_into_a_closed_school_is_refused():
    heir = close_organisation(SchoolFactory(), on=DAY, by=None)

    with pytest.raises(RuleBroken, match=heir.short_name):
        merge_organisations(SchoolFactory(), successor=heir, on=DAY, by=None)


def test_merged_school_cannot_be_merged_again():
    old, heir = SchoolFactory(), SchoolFactory()
    merge_organisations(old, successor=heir, on=DAY, by=None)

    with pytest.raises(RuleBroken):
        merge_organisations(old, successor=heir, on=DAY, by=None)


def test_reorganisation_begins_and_is_cancelled():
    school = begin_reorganisation(SchoolFactory(), by=None)
    assert school.status == Status.REORGANISING

    school = cancel_reorganisation(school, by=None)
    assert school.status == Status.ACTIVE
    with pytest.raises(RuleBroken):
        cancel_reorganisation(school, by=None)


def test_school_with_working_units_is_not_closed():
    unit = UnitFactory()

    with pytest.raises(RuleBroken, match="1"):
        close_organisation(unit.parent, on=DAY, by=None)


def test_school_cannot_close_before_it_opened():
    with pytest.raises(RuleBroken, match=r"01\.09\.2026"):
        close_organisation(SchoolFactory(opened_on=DAY), on=date(2026, 8, 1), by=None)


def test_closed_school_is_opened_again():
    school = close_organisation(SchoolFactory(), on=DAY, by=None)

    school = reopen_organisation(school, by=None)

    assert (school.status, school.closed_on) == (Status.ACTIVE, None)


def test_alias_is_remembered_once_and_means_one_organisation():
    school = SchoolFactory()
    neighbour = SchoolFactory(parent=school.parent)
    alias = add_alias(school, text="Школа на горе", by=None)

    with pytest.raises(RuleBroken):
        add_alias(school, text="школа  НА горе", by=None)
    with pytest.raises(RuleBroken, match=school.short_name):
        add_alias(neighbour, text="Школа на горе", by=None)
    with pytest.raises(RuleBroken):
        add_alias(school, text="«»", by=None)
    remove_alias(alias, by=None)

    assert add_alias(neighbour, text="Школа на горе", by=None).organisation == neighbour


def test_hub_welcomes_a_guest_of_another_municipality_and_ends_it():
    hub, guest_school = SchoolFactory(), SchoolFactory()

    guest = welcome_guest(hub, organisation=guest_school, since=DAY, by=None)
    with pytest.raises(RuleBroken):
        welcome_guest(hub, organisation=guest_school, since=date(2026, 10, 1), by=None)
    with pytest.raises(RuleBroken):
        end_guest(guest, on=date(2026, 8, 1), by=None)

    assert end_guest(guest, on=date(2026, 12, 31), by=None).valid_to == date(2026, 12, 31)


def test_own_school_and_wrong_days_make_no_guest():
    hub = SchoolFactory()

    with pytest.raises(RuleBroken):
        welcome_guest(hub, organisation=SchoolFactory(parent=hub.parent), since=DAY, by=None)
    with pytest.raises(RuleBroken):
        welcome_guest(hub, organisation=SchoolFactory(), since=DAY, until=date(2026, 8, 1), by=None)


def test_partner_stands_beside_the_institutions():
    district = MunicipalityFactory()

    partner = make_partner(name="Вуз", kind="university", municipality=district, by=None)

    assert (partner.level, partner.parent) == (Level.PARTNER, district)


def test_profile_makes_its_organisations_and_a_second_load_changes_nothing():
    profile = load_profile("yakovlevsky", by=None)
    made = list(Organisation.objects.order_by("path").values_list("code", "level", "version"))

    municipality = apply_profile(profile)

    assert [code for code, _level, _version in made] == [
        "primorye", "yakovlevsky", "yakovlevsky-department", "yakovlevsky-centre", "yakovlevsky-centre-unit",
    ]  # fmt: skip
    assert list(Organisation.objects.order_by("path").values_list("code", "level", "version")) == made
    assert (municipality.timezone, municipality.profile) == ("Asia/Vladivostok", profile)


def test_changed_profile_corrects_the_name():
    profile = load_profile("yakovlevsky", by=None)
    profile.data["municipality"]["short_name"] = "Яковлевский округ"

    assert apply_profile(profile).short_name == "Яковлевский округ"


def test_register_adds_and_changes():
    school, region = SchoolFactory(address="a"), RegionFactory()

    made = apply_register(
        [NewOrganisation(level=Level.MUNICIPALITY, kind="city", name="Город", parent=region)],
        [OrganisationChange(school.pk, {"address": "b", "short_name": "Новое имя"})],
        by=None,
    )

    school.refresh_from_db()
    assert (school.address, school.short_name, school.version) == ("b", "Новое имя", 3)
    assert [one.municipality_id for one in made] == [made[0].pk]
    with pytest.raises(ValueError, match="path"):
        apply_register([], [OrganisationChange(school.pk, {"path": "/"})], by=None)
