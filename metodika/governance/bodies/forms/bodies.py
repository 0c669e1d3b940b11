from collections.abc import Iterable
from typing import Any, ClassVar, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.language import normalise
from metodika.core.web import Form, Group, PickField
from metodika.directory.organisations.models import Organisation, OrganisationQuerySet
from metodika.directory.regulations.queries import found_acts
from metodika.directory.staff.queries import all_positions, all_subjects, people_alike
from metodika.governance.bodies import queries
from metodika.governance.bodies.lifecycle import Office, Reach
from metodika.governance.bodies.models import Body, BodyKind, Seat
from metodika.governance.bodies.queries.words import OPENED
from metodika.governance.bodies.rules import BodyRules
from metodika.governance.bodies.services import StageValues

PRODUCTS = frozenset({"pdf", "docx", "odt", "xlsx", "ods", "pptx", "png", "jpg", "zip"})
LETTERS = frozenset({"pdf", "jpg", "png"})
SURNAME = _("Type the beginning of the surname and take a suggestion.")
ACT = _("Type part of the title or the number. The act has to be in the register already.")
ANSWERS = (
    ("", _("as such bodies do")),
    ("yes", pgettext_lazy("rule", "yes")),
    ("no", pgettext_lazy("rule", "no")),
)
CARD = (
    "name", "short_name", "parent", "reach", "is_network", "is_virtual", "task", "target", "ends_on",
    "regulation", "created_by_act",
)  # fmt: skip
SEAT = (
    "number", "office", "person", "represents", "votes", "position", "post", "post_at", "head_of",
    "by_agreement", "consented_on",
)  # fmt: skip
# Parameters that a body may decide for itself, by what they take.
NUMBERS = ("min_members", "sessions_a_year", "sessions_a_quarter", "notice_days", "keep_years", "term_years")
PARTS = ("quorum", "majority")
CHOICES = ("tie", "open_to_staff")
SWITCHES = (
    "secretary_votes", "remote_allowed", "correspondence_allowed", "recused_present", "needs_approval",
    "members_follow", "members_vote",
)  # fmt: skip


def _hosts_alike(rows: "QuerySet[Organisation]", words: str) -> "QuerySet[Organisation]":
    return cast("OrganisationQuerySet", rows).alike(normalise(words))


class Choosing(Form):
    """A form with fields that offer what this user may choose; `rows` maps a field to a query of the user."""

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, rows in self.rows_of(user).items():
            cast("PickField", self.fields[name]).rows = rows

    def rows_of(self, user: Any) -> dict[str, Any]:
        return {}


class CardForm(Choosing):
    versioned = True
    groups: ClassVar[tuple[Group, ...]] = (
        Group(_("Body"), ["name", "short_name", "parent", "subjects", "reach"]),
        Group(_("How it works"), ["is_network", "is_virtual", "task", "target", "ends_on"]),
        Group(_("Papers"), ["regulation", "created_by_act"]),
    )
    name = forms.CharField(label=pgettext_lazy("thing", "Name"), max_length=500)
    short_name = forms.CharField(label=_("Short name"), max_length=120, required=False)
    parent = PickField(
        label=_("Works under"), found=queries.bodies_alike, required=False,
        help_text=_("A school association works under the municipal one of the same subject."),
    )  # fmt: skip
    subjects = forms.ModelMultipleChoiceField(label=_("Subjects"), queryset=all_subjects(), required=False)
    reach = forms.ChoiceField(
        label=_("What brings members together"), choices=[("", "—"), *Reach.choices], required=False
    )
    is_network = forms.BooleanField(
        label=_("Network"), required=False, help_text=_("Its members come from several organisations.")
    )
    is_virtual = forms.BooleanField(label=_("Works online"), required=False)
    task = forms.CharField(label=_("Task"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    target = forms.CharField(label=_("Competence that it works on"), max_length=300, required=False)
    ends_on = forms.DateField(
        label=_("The last day"),
        required=False,
        help_text=_("For what is founded for a time; empty: permanent."),
    )
    regulation = PickField(label=_("Its regulation"), found=found_acts, required=False, help_text=ACT)
    created_by_act = PickField(
        label=_("Act that founded it"), found=found_acts, required=False, help_text=ACT
    )

    def rows_of(self, user: Any) -> dict[str, Any]:
        return {
            "parent": lambda: queries.parents_for_choice(user),
            "regulation": lambda: queries.acts_for_choice(user),
            "created_by_act": lambda: queries.acts_for_choice(user),
        }

    @classmethod
    def said(cls, body: Body) -> dict[str, Any]:
        """Return what the form shows of a body at first."""
        values = {name: getattr(body, name) for name in CARD}
        return {**values, "subjects": list(body.subjects.all()), "version": body.version}

    def chosen(self) -> dict[str, Any]:
        """Return the columns of the card, without the subjects."""
        return {name: value for name, value in self.values().items() if name != "subjects"}


class FoundForm(CardForm):
    versioned = False
    groups: ClassVar[tuple[Group, ...]] = (
        Group(_("What and where"), ["kind", "host", "starts_on"]),
        *CardForm.groups,
    )
    kind = forms.TypedChoiceField(label=_("Kind"), coerce=int)
    host = PickField(
        label=_("At which organisation"), found=_hosts_alike,
        help_text=_("A municipal body: the department or the centre. A school's own: the school."),
    )  # fmt: skip
    starts_on = forms.DateField(
        label=_("Works from"), required=False, help_text=_("Empty: it is proposed and does not work yet.")
    )

    def __init__(self, *args: Any, kinds: Iterable[BodyKind], **options: Any) -> None:
        super().__init__(*args, **options)
        self.kinds = {kind.pk: kind for kind in kinds}
        several = len({kind.profile_id for kind in self.kinds.values()}) > 1
        choices = [
            (kind.pk, f"{kind.title} · {kind.profile}" if several else kind.title)
            for kind in self.kinds.values()
        ]
        self.fields["kind"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]  # a choice field

    def rows_of(self, user: Any) -> dict[str, Any]:
        return {**super().rows_of(user), "host": lambda: queries.hosts_for_choice(user)}

    def founded(self) -> dict[str, Any]:
        """Return what found_body takes."""
        values = self.chosen()
        kind, host, name = self.kinds[values.pop("kind")], values.pop("host"), values.pop("name")
        if not values["reach"]:
            del values["reach"]
        subjects = self.cleaned_data["subjects"]
        return {"kind": kind, "host": host, "name": name, "values": values, "subjects": subjects}


class RulesForm(Form):
    """The parameters that no clause binds; what is left empty stays as the kind has it."""

    versioned = True
    min_members = forms.IntegerField(
        label=_("Members, at least"), min_value=1, max_value=1000, required=False
    )
    term_years = forms.IntegerField(
        label=_("Term of a composition, years"), min_value=1, max_value=10, required=False
    )
    sessions_a_year = forms.IntegerField(
        label=_("Sessions a year, at least"), min_value=1, max_value=60, required=False
    )
    sessions_a_quarter = forms.IntegerField(
        label=_("Sessions a quarter, at least"), min_value=1, max_value=15, required=False
    )
    notice_days = forms.IntegerField(
        label=_("Notice before a session, days"), min_value=0, max_value=90, required=False
    )
    quorum = forms.CharField(
        label=_("Quorum"),
        max_length=7,
        required=False,
        help_text=_("A part of the list, such as 1/2 or 2/3."),
    )
    majority = forms.CharField(
        label=_("A decision needs more than"), max_length=7, required=False,
        help_text=_("A part, such as 1/2 or 2/3."),
    )  # fmt: skip
    tie = forms.ChoiceField(
        label=_("When votes are equal"), required=False,
        choices=[
            ("", _("as such bodies do")), ("rejected", _("the decision is not adopted")),
            ("chair", _("the vote of the chair decides")),
        ],
    )  # fmt: skip
    open_to_staff = forms.ChoiceField(
        label=_("Open to the staff of the municipality"), required=False,
        choices=[("", _("as such bodies do")), *OPENED.items()],
        help_text=_("What they may read of a session once its minutes are signed."),
    )  # fmt: skip
    keep_years = forms.IntegerField(
        label=_("Minutes are kept, years"), min_value=1, max_value=75, required=False
    )
    secretary_votes = forms.ChoiceField(label=_("The secretary votes"), choices=ANSWERS, required=False)
    remote_allowed = forms.ChoiceField(
        label=_("Members may attend from afar"), choices=ANSWERS, required=False
    )
    correspondence_allowed = forms.ChoiceField(
        label=_("Poll by correspondence"), choices=ANSWERS, required=False
    )
    recused_present = forms.ChoiceField(
        label=_("A recused member counts as present"), choices=ANSWERS, required=False
    )
    needs_approval = forms.ChoiceField(
        label=_("Decisions need an act that approves them"), choices=ANSWERS, required=False
    )
    members_follow = forms.ChoiceField(
        label=_("Members follow the session on their phones"), choices=ANSWERS, required=False
    )
    members_vote = forms.ChoiceField(label=_("Members vote on their phones"), choices=ANSWERS, required=False)

    def __init__(self, *args: Any, bound: Iterable[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        for name in bound:
            self.fields.pop(name, None)

    @classmethod
    def said(cls, body: Body) -> dict[str, Any]:
        """Return what the body has decided for itself, as the form shows it."""
        own = body.rules
        answers = {True: "yes", False: "no"}
        shown = {name: own.get(name) for name in (*NUMBERS, *PARTS, *CHOICES)}
        return {**shown, **{name: answers.get(own[name], "") for name in SWITCHES if name in own}}

    @classmethod
    def bound_by(cls, rules: BodyRules) -> list[str]:
        """Return the parameters that a clause has decided."""
        return [name for name in (*NUMBERS, *PARTS, *CHOICES, *SWITCHES) if rules.clause_of(name)]

    def decided(self) -> dict[str, Any]:
        """Return what set_own_rules takes: None where the body leaves it to its kind."""
        answers = {"yes": True, "no": False}
        values = self.values()
        return {
            name: answers.get(value) if name in SWITCHES else (None if value == "" else value)
            for name, value in values.items()
        }


class StartForm(Choosing):
    on = forms.DateField(label=_("Works from"))
    act = PickField(label=_("Act that founds it"), found=found_acts, required=False, help_text=ACT)

    def rows_of(self, user: Any) -> dict[str, Any]:
        return {"act": lambda: queries.acts_for_choice(user)}


class ProlongForm(Form):
    until = forms.DateField(label=_("The last day"))


class DissolveForm(Choosing):
    on = forms.DateField(label=_("The last day"))
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stays in the history of the record."),
    )  # fmt: skip
    result = forms.CharField(
        label=_("What it has come to"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For a group: what it was founded for and what came of it."),
    )  # fmt: skip
    act = PickField(label=_("Act that dissolves it"), found=found_acts, required=False, help_text=ACT)

    def rows_of(self, user: Any) -> dict[str, Any]:
        return {"act": lambda: queries.acts_for_choice(user)}


class SeatForm(Choosing):
    groups = (
        Group(_("Seat"), ["number", "office", "person", "represents", "votes"]),
        Group(_("By a position"), ["position", "post", "post_at", "head_of"],
              hint=_("For a seat that goes with a position: a change of its holder is then noticed.")),
        Group(_("By agreement"), ["by_agreement", "consented_on"]),
    )  # fmt: skip
    number = forms.IntegerField(
        label=_("Number"), min_value=1, max_value=999, required=False, help_text=_("Empty: the last one.")
    )
    office = forms.ChoiceField(label=_("Office"), choices=Office.choices, initial=Office.MEMBER)
    person = PickField(label=_("Person"), found=people_alike, required=False, help_text=SURNAME)
    represents = forms.CharField(label=_("Whom it represents"), max_length=300, required=False)
    votes = forms.BooleanField(label=_("Votes"), required=False, initial=True)
    position = forms.CharField(label=_("Position in words"), max_length=300, required=False)
    post = forms.ModelChoiceField(
        label=_("Position of the staff list"), queryset=all_positions(), required=False
    )
    post_at = PickField(
        label=_("Where this position is"), found=_hosts_alike, required=False,
        help_text=_("Without a position: the head of it."),
    )  # fmt: skip
    head_of = PickField(label=_("Sits as the head of"), found=queries.bodies_alike, required=False)
    by_agreement = forms.BooleanField(label=_("By agreement"), required=False)
    consented_on = forms.DateField(label=_("Agreed on"), required=False)

    def rows_of(self, user: Any) -> dict[str, Any]:
        return {
            "person": lambda: queries.people_for_choice(user),
            "post_at": lambda: queries.places_for_choice(user),
            "head_of": lambda: queries.bodies(user).living(),
        }

    @classmethod
    def said(cls, seat: Seat) -> dict[str, Any]:
        """Return what the form shows of a seat at first."""
        return {name: getattr(seat, name) for name in SEAT}

    def told(self) -> dict[str, Any]:
        """Return the values of a seat; an empty number is left out."""
        values = self.values()
        return {name: value for name, value in values.items() if name != "number" or value}


class ApproveForm(Choosing):
    act = PickField(label=_("Act that approves it"), found=found_acts, required=False, help_text=ACT)
    on = forms.DateField(
        label=_("From"), help_text=_("Not before the act. The composition before ends on the day before.")
    )
    ends_on = forms.DateField(label=_("To, the last day included"), required=False)
    shared_act = forms.BooleanField(
        label=_("The act approves the compositions of several bodies"), required=False
    )

    def rows_of(self, user: Any) -> dict[str, Any]:
        return {"act": lambda: queries.acts_for_choice(user)}


class MemberForm(Choosing):
    person = PickField(label=_("Person"), found=people_alike, help_text=SURNAME)
    office = forms.ChoiceField(label=_("Office"), choices=Office.choices, initial=Office.MEMBER)
    on = forms.DateField(label=_("From"))
    represents = forms.CharField(label=_("Whom it represents"), max_length=300, required=False)

    def rows_of(self, user: Any) -> dict[str, Any]:
        return {"person": lambda: queries.people_for_choice(user)}


class HeadForm(Choosing):
    person = PickField(label=_("Person"), found=people_alike, help_text=SURNAME)
    on = forms.DateField(label=_("From"))

    def rows_of(self, user: Any) -> dict[str, Any]:
        return {"person": lambda: queries.people_for_choice(user)}


class VacateForm(Form):
    on = forms.DateField(label=_("The last day"))
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("It stays in the history of the record.")
    )


class ConsentForm(Form):
    on = forms.DateField(label=_("Agreed on"))
    file = forms.FileField(label=_("Letter of consent"), required=False)


class StageForm(Choosing):
    versioned = True
    title = forms.CharField(label=_("Stage"), max_length=300)
    product = forms.CharField(
        label=_("Product at its end"), max_length=500, required=False,
        help_text=_("What can be held in hand: a collection of tasks, recommendations, a course."),
    )  # fmt: skip
    starts_on = forms.DateField(label=_("From"), required=False)
    due_on = forms.DateField(label=_("To, the last day included"))
    responsible = PickField(label=_("Responsible"), found=people_alike, required=False, help_text=SURNAME)

    def rows_of(self, user: Any) -> dict[str, Any]:
        return {"responsible": lambda: queries.people_for_choice(user)}

    def told(self) -> StageValues:
        """Return the values of a stage."""
        return cast("StageValues", self.values())


class FinishStageForm(Form):
    on = forms.DateField(label=_("Finished on"))
    outcome = forms.CharField(label=_("What has come of it"), widget=forms.Textarea(attrs={"rows": 3}))
    file = forms.FileField(
        label=_("File of the product"), required=False,
        help_text=_("A document, a table, a presentation or a picture, up to 25 MB."),
    )  # fmt: skip
