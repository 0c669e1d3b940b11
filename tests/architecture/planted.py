"""A small house without a fault, and what is planted in it, one fault for each rule."""

from dataclasses import dataclass
from pathlib import Path

CONTRACT = """
[[tool.importlinter.contracts]]
name = "Storeys: a storey knows only the storeys below it"
layers = ["config", "(metodika.web)", "(metodika.steering)", "(metodika.professional_growth)",
          "(metodika.planning)", "(metodika.governance)", "(metodika.directory)", "metodika.core"]
"""
STAFF = "metodika/directory/staff"
BODIES = "metodika/governance/bodies"
PAGES = f"{STAFF}/templates/staff"
CATALOGUE = "locale/ru/LC_MESSAGES/django.po"
FAULTLESS = {
    "pyproject.toml": CONTRACT,
    "config/__init__.py": "",
    "config/urls.py": "from metodika.directory.staff.urls import urlpatterns\n",
    "metodika/__init__.py": "",
    "metodika/core/__init__.py": "",
    "metodika/core/calendar/__init__.py": "",
    "metodika/core/calendar/years.py": 'def school_year(day):\n    """Return the school year of a day."""\n    return day.year\n',
    "metodika/core/web/templates/web/base.html": "<html>{% block page %}{% endblock %}</html>\n",
    "metodika/core/web/templates/cotton/button.html": '<button class="btn">{{ slot }}</button>\n',
    "metodika/directory/__init__.py": "",
    f"{STAFF}/__init__.py": '"""Who works where. Terms: person, employment."""\n',
    f"{STAFF}/apps.py": 'class StaffConfig:\n    name = "metodika.directory.staff"\n    label = "staff"\n',
    f"{STAFF}/urls.py": "from metodika.directory.staff.views import show_person\n\nurlpatterns = [show_person]\n",
    f"{STAFF}/views.py": (
        "from metodika.core.web import page\n"
        "from metodika.directory.staff.queries import people\n\n\n"
        '@page("staff.view_person")\n'
        "def show_person(request):\n"
        '    return render(request, "staff/person_card.html#rows", {"people": people()})\n'
    ),
    f"{STAFF}/policies.py": 'PERMISSIONS = {"staff.view_person": True}\n\nWORDS = {"staff.view_person": "See people"}\n',
    f"{STAFF}/events.py": (
        'class PersonHired(Event):\n    sentence: ClassVar = _("%(person)s works here")\n    person_id: int\n'
    ),
    f"{STAFF}/queries.py": 'def people():\n    """Return everybody."""\n    return []\n',
    f"{STAFF}/models.py": "class Person:\n    user = OneToOneField(settings.AUTH_USER_MODEL)\n",
    f"{STAFF}/services.py": (
        "from django.db.transaction import atomic\n"
        "from django.utils.translation import gettext as _\n\n"
        "from metodika.core.access import RuleBroken\n\n\n"
        "@atomic\n"
        "def hire_person(person, *, by):\n"
        '    """Take a person on."""\n'
        '    raise RuleBroken(_("%(name)s already works here.") % {"name": person})\n'
    ),
    f"{STAFF}/rules.py": 'def age(born, on):\n    """Return full years.\n\n    Source: house, cl. 1\n    """\n',
    f"{PAGES}/person_card.html": (
        '{% extends "web/base.html" %}{% block page %}<c-button>{% translate "Hire" %}</c-button>{% endblock %}\n'
    ),
    "metodika/directory/acts/__init__.py": '"""Acts. Terms: issuer."""\n',
    "metodika/directory/acts/models.py": 'class Act:\n    signed_by = models.ForeignKey("staff.Person")\n',
    f"{BODIES}/__init__.py": '"""Councils. Terms: seat."""\n',
    f"{BODIES}/models.py": (
        'from metodika.directory.staff.models import Person\n\n\nclass Seat:\n    person = ForeignKey("staff.Person")\n'
    ),
    f"{BODIES}/services.py": "from metodika.directory.staff.models import Person\n\n_SEEN = Person.objects.filter()\n",
    CATALOGUE: (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "%(name)s already works here."\nmsgstr "%(name)s уже работает здесь."\n\n'
        'msgid "Hire"\nmsgstr "Принять"\n'
    ),
    "tests/directory/staff/test_rules.py": "def test_age_is_counted_in_full_years():\n    assert age(1, 2) == 1\n",
}


@dataclass(frozen=True)
class Plant:
    rule: str
    file: str
    text: str
    complaint: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.complaint}"


def service(body: str) -> str:
    return f'from django.utils.translation import gettext as _\n\n\ndef _act(form, name):\n    """Act."""\n    {body}\n'


def event(body: str) -> str:
    return f"class PersonHired(Event):\n    {body}\n    person_id: int\n"


def page(text: str) -> str:
    return FAULTLESS[f"{PAGES}/person_card.html"].replace("<c-button>", f"{text}<c-button>")


def catalogue(text: str, russian: str) -> str:
    return FAULTLESS[CATALOGUE] + f'\nmsgid "{text}"\nmsgstr "{russian}"\n'


PLANTS = [
    # where things stand
    Plant("listing_is_the_diagram", f"{STAFF}/facts.py", "import metodika.governance.bodies.models\n", "governance"),
    Plant("listing_is_the_diagram", "metodika/core/calendar/days.py", "from config import settings\n", "config"),
    Plant("contract_lists_every_storey", "metodika/attic/__init__.py", "", "attic"),
    Plant("areas_have_only_known_files", f"{STAFF}/utils.py", "", "staff/utils.py"),
    Plant("areas_have_only_known_files", f"{STAFF}/selectors/people.py", "", "staff/selectors"),
    Plant("areas_have_only_known_files", f"{STAFF}/middleware.py", "", "staff/middleware.py"),
    Plant("names_say_what_is_inside", "metodika/core/web/helpers.py", "", "core/web/helpers.py"),
    Plant("area_inits_are_cards", f"{STAFF}/__init__.py", '"""Staff."""\nimport os\n', "only a docstring"),
    Plant("area_inits_are_cards", f"{STAFF}/__init__.py", "", "say the purpose"),
    Plant("area_label_is_its_name", f"{STAFF}/apps.py", 'name = "metodika.staff"\nlabel = "people"\n', "label is staff"),
    Plant("core_knows_no_word_of_the_domain", "metodika/core/calendar/terms.py", "teachers = 1\n", "«teacher»"),
    Plant("core_knows_no_word_of_the_domain", "metodika/core/calendar/days.py", "class SchoolHoliday:\n    pass\n", "«school»"),
    Plant("core_knows_no_word_of_the_domain", "metodika/core/councils/__init__.py", "", "«council»"),
    # how areas meet
    Plant("areas_meet_at_doors", f"{BODIES}/views.py", "from metodika.directory.staff.forms import A\n", "staff.forms"),
    Plant("areas_meet_at_doors", f"{BODIES}/views.py", "from metodika.directory.staff import Person\n", "staff.Person"),
    Plant("references_point_down", f"{STAFF}/models.py", 'seat = models.ForeignKey("bodies.Seat")\n', "up to governance"),
    Plant("references_point_down", f"{STAFF}/models.py", 'seats = ManyToManyField(to="bodies.Seat")\n', "governance.bodies"),
    Plant(
        "references_form_no_circle",
        f"{STAFF}/models.py",
        'class Person:\n    hired_by = models.ForeignKey("acts.Act")\n',
        "directory.acts and directory.staff",
    ),
    Plant(
        "tables_are_written_by_their_owner",
        f"{BODIES}/services.py",
        "from metodika.directory.staff.models import Person\n\nPerson.objects.filter(pk=1).update(name='')\n",
        "Person belongs to directory.staff",
    ),
    # how much at once
    Plant("files_stay_readable", f"{STAFF}/facts.py", "A = 1\n" * 401, "401 lines"),
    Plant("functions_stay_readable", f"{STAFF}/facts.py", "def _a():\n" + "    b = 1\n" * 40, "41 lines"),
    Plant("arguments_stay_countable", f"{STAFF}/facts.py", "def _a(b, c, d, e, f, g, h, *, i):\n    pass\n", "7 arguments"),
    Plant("templates_stay_readable", f"{PAGES}/person_card.html", "<p></p>\n" * 151, "151 lines"),
    # what a file never does
    Plant("forms_do_not_save", f"{STAFF}/services.py", service("form.save()"), "form.save()"),
    Plant("forms_do_not_save", f"{STAFF}/api.py", service("name.delete()"), "name.delete()"),
    Plant("no_model_forms", f"{STAFF}/forms.py", "class PersonForm(forms.ModelForm):\n    pass\n", "no ModelForm"),
    Plant("no_signals", f"{STAFF}/apps.py", "from django.db.models.signals import post_save\n", "post_save"),
    Plant("no_signals", f"{STAFF}/jobs.py", "from django.db.models import signals\n", "signals"),
    Plant("doorstep_asks_queries", f"{STAFF}/tables.py", "ROWS = Person.objects.all()\n", "Person.objects"),
    Plant("services_are_atomic", f"{STAFF}/services/people.py", "def hire(person, *, by):\n    pass\n", "hire: a public"),
    Plant("services_are_atomic", f"{STAFF}/services.py", "def hired(person):\n    pass\n", "hired: a public"),
    Plant("services_know_no_request", f"{STAFF}/services.py", "def _hire(request):\n    pass\n", "knows no request"),
    Plant("rules_read_no_clock", f"{STAFF}/rules.py", "TODAY = datetime.date.today()\n", "date.today"),
    Plant("models_have_no_default_order", f"{STAFF}/models.py", "class Meta:\n    ordering = ['name']\n", "order where"),
    Plant("rules_name_their_source", f"{STAFF}/rules.py", 'def age():\n    """Return years."""\n', "age: say `Source"),
    Plant("promises_are_described", f"{STAFF}/queries/people.py", "def people():\n    pass\n", "people: a public"),
    Plant("promises_are_described", "metodika/core/calendar/days.py", "def days():\n    pass\n", "days: a public"),
    Plant(
        "programs_do_what_pages_do",
        f"{STAFF}/views/people.py",
        "from metodika.directory.staff import services\n\nservices.hire_person(1, by=2)\n",
        "staff.hire_person: no operation",
    ),
    # templates
    Plant("no_inline_script_or_style", f"{PAGES}/person_card.html", page("<script>a()</script>"), "<script"),
    Plant("no_inline_script_or_style", f"{PAGES}/person_card.html", page('<p style="color: red">'), "style="),
    Plant("no_inline_script_or_style", f"{PAGES}/person_card.html", page('<p onclick="a()">'), "onclick="),
    Plant("translated_blocks_are_trimmed", f"{PAGES}/person_card.html", page("{% blocktranslate %}"), "say trimmed"),
    Plant("templates_stay_in_their_area", f"{PAGES}/person_card.html", page('{% include "bodies/a.html" %}'), "bodies/a"),
    Plant("pages_are_made_of_components", f"{PAGES}/person_card.html", page('<p class="mb-3">'), "mb-3"),
    Plant("no_unused_template", f"{PAGES}/person_old.html", "<p></p>\n", "person_old.html"),
    Plant("no_unused_template", "metodika/core/web/templates/cotton/old.html", "<p></p>\n", "cotton/old.html"),
    Plant("components_exist", f"{PAGES}/person_card.html", page("<c-knob />"), "<c-knob>"),
    # what the product says
    Plant("texts_are_plain", f"{STAFF}/services.py", service('_(f"{name} works here.")'), "gettext"),
    Plant("placeholders_are_named", f"{STAFF}/services.py", service('_("%s works here.")'), "name the placeholder"),
    Plant("no_text_is_lost_in_an_attribute", f"{PAGES}/person_card.html", page("<c-a :b=\"_('Save')\" />"), "translate"),
    Plant("russian_is_complete", f"{STAFF}/services.py", service('_("Nobody works here.")'), "Nobody works"),
    Plant("russian_is_complete", f"{PAGES}/person_card.html", page('{% translate "Fire" %}'), "Fire"),
    Plant("russian_is_complete", CATALOGUE, FAULTLESS[CATALOGUE] + '\n#, fuzzy\nmsgid "Old"\nmsgstr "Новое"\n', "fuzzy"),
    Plant("russian_keeps_the_placeholders", CATALOGUE, catalogue("Until %(day)s", "До %(date)s"), "placeholders differ"),
    Plant("russian_is_well_printed", CATALOGUE, catalogue("Wait", "Подождите..."), "one sign"),
    Plant("refusals_are_translated", f"{STAFF}/services.py", service('raise RuleBroken("No.")'), "through gettext"),
    # what is not written down
    Plant("suppressions_carry_a_reason", f"{STAFF}/facts.py", "A = 1  # " + "noqa: E501\n", "say why"),
    Plant("suppressions_carry_a_reason", f"{STAFF}/facts.py", "A = 1  # " + "type: ignore[misc]\n", "say why"),
    Plant("suppressions_carry_a_reason", f"{PAGES}/person_card.html", page("{# djlint:off #}"), "say why"),
    Plant("suppressions_carry_a_reason", "pyproject.toml", "[a]\n" + CONTRACT + '\nignore_imports = ["a -> b"]\n', "ignore_imp"),
    Plant("nothing_of_one_machine", "docs/notes.md", "See /ro" + "ot/notes.\n", "docs/notes.md:1"),
    Plant("nothing_of_one_machine", "docs/notes.md", "Written with Chat" + "GPT.\n", "docs/notes.md:1"),
    # the tests themselves
    Plant("nothing_is_mocked", "tests/directory/test_a.py", "from unittest import mock\n", "unittest.mock"),
    Plant("nothing_is_mocked", "tests/directory/test_a.py", "monkeypatch.setattr(a, 'b', 1)\n", "monkeypatch.setattr"),
    Plant("nothing_is_skipped", "tests/directory/test_a.py", "@pytest.mark.skip\ndef test_a():\n    pass\n", "mark.skip"),
    Plant("tests_mirror_the_house", "tests/directory/teachers/test_a.py", "", "no metodika/directory/teachers"),
    # who may open what
    Plant("permissions_are_called_by_their_area", f"{STAFF}/policies.py", 'PERMISSIONS = {"people.view": 1}\n', "people.view"),
    Plant("named_permissions_exist", f"{STAFF}/panels.py", '@page("staff.eat_person")\ndef a(b):\n    pass\n', "eat_person"),
    Plant("permissions_are_said_in_words", f"{STAFF}/policies.py", 'PERMISSIONS = {"staff.eat": 1}\n', "say in WORDS"),
    Plant("permissions_are_said_in_words", f"{STAFF}/policies.py", 'WORDS = {"staff.eat": "Eat"}\n', "no permission"),
    Plant("every_view_is_guarded", f"{STAFF}/views.py", "def show(request):\n    pass\n", "show: @page"),
    # what an announcement says
    Plant("events_say_a_sentence", f"{STAFF}/events.py", event("pass"), "PersonHired: say in"),
    Plant("sentences_name_what_the_event_holds", f"{STAFF}/events.py", event('sentence: ClassVar = _("%(who)s")'), "%(who)s"),
    Plant("events_have_keys_of_their_own", "metodika/governance/staff/events.py", event("pass"), "same key"),
]  # fmt: skip


def build(root: Path, *, file: str | None = None, text: str = "") -> Path:
    """Write the faultless house, and the planted file over it."""
    files = FAULTLESS | ({file: text} if file else {})
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return root
