"""Forms made in the browser: fields, checks, and editions for those who fill them in."""

from collections.abc import Mapping
from typing import Any

from django.db.transaction import atomic
from django.utils import timezone
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.database.versions import claim_version
from metodika.core.events import announce
from metodika.core.facts import Counting, facts
from metodika.directory.mandates.queries import today_at
from metodika.directory.organisations.models import Organisation
from metodika.steering.collection import queries
from metodika.steering.collection.events import FormChanged
from metodika.steering.collection.models import Edition, Form
from metodika.steering.collection.rules.forms import CheckSpec, FieldSpec, FormSpec, problems_of
from metodika.steering.collection.services.ground import keep, locked_form, needed

CARD = frozenset({"title", "purpose"})


@atomic
def make_form(
    organisation: Organisation, *, code: str, kind: str, title: str, purpose: str = "",
    content: Mapping[str, Any] | None = None, by: Any,
) -> Form:  # fmt: skip
    """Make a form of an organisation, empty or with the fields told.

    Raises RuleBroken for a code that is taken, for no title and for fields that cannot be asked.
    """
    spec = FormSpec.from_data(content or {})
    _refuse_problems(spec, kind)
    if Form.objects.filter(organisation=organisation, code=code).exists():
        raise RuleBroken(
            _("A form with the code “%(code)s” is there already. Choose another.") % {"code": code}
        )
    form = Form.objects.create(
        organisation=organisation, code=code, kind=kind, content=spec.data, purpose=purpose.strip(),
        title=needed(title, _("Give the form a title.")),
    )  # fmt: skip
    announce(FormChanged(form.pk, edition=form.edition_number), by=by, about=form)
    return form


@atomic
def take_ready_form(organisation: Organisation, *, code: str, by: Any) -> Form:
    """Take a ready-made form of the municipality's profile over, to be asked or changed.

    Taken twice, it is the form that is there already. Raises RuleBroken for a code that the profile lacks.
    """
    told = queries.ready_forms(organisation).get(code)
    if told is None:
        raise RuleBroken(_("The profile has no ready-made form “%(code)s”.") % {"code": code})
    taken = Form.objects.filter(organisation=organisation, code=code).first()
    return taken or make_form(
        organisation, code=code, kind=told["kind"], title=told["title"], purpose=told.get("purpose", ""),
        content=told, by=by,
    )  # fmt: skip


@atomic
def change_form(form: Form, *, changes: Mapping[str, Any], seen: int | None, by: Any) -> Form:
    """Change the title and the purpose of a form. Raises EditedMeanwhile and RuleBroken for no title."""
    if unknown := changes.keys() - CARD:
        raise ValueError(f"change_form does not change {', '.join(sorted(unknown))}.")
    row = locked_form(form)
    if fields := claim_version(row, seen=seen, changes=changes):
        row.title = needed(row.title, _("Give the form a title."))
        row.save(update_fields=fields)
        announce(FormChanged(row.pk, edition=row.edition_number), by=by, about=row)
    return row


@atomic
def put_field(form: Form, field: FieldSpec, *, instead_of: str = "", by: Any) -> Form:
    """Add a field to a form, or change the one with the code `instead_of`.

    Raises RuleBroken for what cannot be asked and for a counting that a known fact cannot answer; one whose
    fact is not there yet is kept and waits for it.
    """
    for counting in (field.counting, field.of_counting):
        if counting and str(counting.get("fact")) in facts():
            Counting.from_data(counting).check()
    row = locked_form(form)
    if instead_of and row.spec.field(instead_of) is None:
        raise RuleBroken(_("The form has no field “%(code)s” any longer.") % {"code": instead_of})
    return _keep_spec(row, row.spec.with_field(field, instead_of=instead_of), by)


@atomic
def drop_field(form: Form, *, code: str, by: Any) -> Form:
    """Take a field off a form. Raises RuleBroken while a check speaks of it."""
    row = locked_form(form)
    return _keep_spec(row, row.spec.without_field(code), by)


@atomic
def move_field(form: Form, *, code: str, by_places: int, by: Any) -> Form:
    """Move a field up (-1) or down (1)."""
    row = locked_form(form)
    return _keep_spec(row, row.spec.moved(code, by_places), by)


@atomic
def put_checks(form: Form, checks: tuple[CheckSpec, ...], *, by: Any) -> Form:
    """Replace the checks between fields. Raises RuleBroken for one that cannot be read."""
    row = locked_form(form)
    return _keep_spec(row, FormSpec(row.spec.fields, checks), by)


@atomic
def lay_form_aside(form: Form, *, by: Any) -> Form:
    """Offer a form no longer; campaigns that use it go on."""
    row = locked_form(form)
    if row.laid_aside_on:
        raise RuleBroken(_("The form is laid aside already."))
    row.laid_aside_on = today_at(row.organisation)
    keep(row, "laid_aside_on")
    announce(FormChanged(row.pk, edition=row.edition_number), by=by, about=row)
    return row


def _keep_spec(row: Form, spec: FormSpec, by: Any) -> Form:
    _refuse_problems(spec, row.kind)
    if spec.data == row.content:
        return row
    # Somebody has begun to fill in the edition that is current: it stays as it was.
    if Edition.objects.filter(form=row, number=row.edition_number).exists():
        row.edition_number += 1
    row.content = spec.data
    keep(row, "content", "edition_number")
    announce(FormChanged(row.pk, edition=row.edition_number), by=by, about=row)
    return row


def _refuse_problems(spec: FormSpec, kind: str) -> None:
    if problems := problems_of(spec, kind):
        raise RuleBroken(" ".join(queries.sentence_of(one, spec) for one in problems))


def current_edition(form: Form) -> Edition:
    """Return the edition that somebody begins to fill in now, made when it is the first."""
    edition, _made = Edition.objects.get_or_create(
        form=form, number=form.edition_number,
        defaults={"content": form.content, "made_at": timezone.now()},
    )  # fmt: skip
    return edition
