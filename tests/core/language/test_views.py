import pytest

from metodika.core.language import Case, decline_name, forget_word_forms
from metodika.core.language.cases import WordKind
from metodika.core.language.models import WordForm
from metodika.core.language.services import set_word_form
from tests.factories.accounts import make_administrator, make_user
from tests.factories.directory import SchoolFactory

pytestmark = pytest.mark.django_db
ENTERED = {"kind": "person_name", "nominative": "Заяц", "case": "genitive", "form": "Заяц"}


@pytest.fixture(autouse=True)
def _no_forms_of_another_test():
    forget_word_forms()
    yield
    forget_word_forms()


@pytest.fixture
def methodist(client):
    user = make_user("language.change_word_form", at=SchoolFactory())
    client.force_login(user)
    return user


def words_of(answer):
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_however_many_forms(client, rows, django_assert_num_queries):
    chief = make_administrator()
    client.force_login(chief)
    for case in list(Case)[1 : 1 + rows]:
        set_word_form("Заяц", kind=WordKind.PERSON_NAME, case=case, form="Заяц", by=chief)

    with django_assert_num_queries(6):
        answer = client.get("/word-forms/")

    assert answer.context["table"].count == rows


def test_form_written_on_the_page_goes_before_the_dictionary_until_it_is_forgotten(client, methodist):
    by_rule = decline_name("Заяц", "Павел", "Павлович", case=Case.GENITIVE).text

    client.post("/word-forms/add/", ENTERED)
    stored = WordForm.objects.get()
    by_hand = decline_name("Заяц", "Павел", "Павлович", case=Case.GENITIVE).text
    shown = words_of(client.get("/word-forms/?q=заяц&kind=person_name"))
    client.post(f"/word-forms/{stored.pk}/drop/")

    assert (by_rule, by_hand) == ("Заяца Павла Павловича", "Заяц Павла Павловича")
    assert stored.entered_by == methodist
    assert f"/word-forms/{stored.pk}/drop/" in shown
    assert "Родительный" in shown
    assert not WordForm.objects.exists()
    assert decline_name("Заяц", "Павел", "Павлович", case=Case.GENITIVE).text == by_rule


@pytest.mark.parametrize(
    ("field", "value"), [("case", "nominative"), ("form", " "), ("nominative", ""), ("kind", "verb")]
)
def test_form_without_a_meaning_is_refused_beside_its_field(client, methodist, field, value):
    answer = client.post("/word-forms/add/", {**ENTERED, field: value})

    assert list(answer.context["form"].errors) == [field]
    assert not WordForm.objects.exists()


def test_forms_are_closed_without_the_permission(client):
    set_word_form("Заяц", kind=WordKind.PERSON_NAME, case=Case.DATIVE, form="Заяцу", by=None)
    pk = WordForm.objects.get().pk
    client.force_login(make_user("staff.*", at=SchoolFactory()))

    pages = ["", "add/", f"{pk}/drop/"]
    assert [client.get(f"/word-forms/{page}").status_code for page in pages] == [403, 403, 403]
    assert client.post("/api/v1/word-forms", ENTERED, content_type="application/json").status_code == 403


def test_programs_write_and_forget_forms(client, methodist):
    made = client.post("/api/v1/word-forms", ENTERED, content_type="application/json")
    listed = client.get("/api/v1/word-forms").json()
    dropped = client.delete(f"/api/v1/word-forms/{made.json()['id']}")

    assert (made.status_code, made.json()) == (201, {"id": made.json()["id"], **ENTERED})
    assert listed == {"count": 1, "items": [made.json()]}
    assert (dropped.status_code, WordForm.objects.exists()) == (204, False)
