from typing import Any

from django.db.transaction import atomic, on_commit
from django.utils.translation import gettext

from metodika.core.access import RuleBroken
from metodika.core.language.alphabet import normalise
from metodika.core.language.cases import Case, WordKind
from metodika.core.language.models import LONGEST, WordForm
from metodika.core.language.stored import forget_word_forms


@atomic
def set_word_form(nominative: str, *, kind: WordKind, case: Case, form: str, by: Any) -> WordForm:
    """Store the form of a name, position, organisation or term, in place of the one stored before.

    RuleBroken when the text or its form is empty or longer than 500 characters, or when the case is
    the nominative.
    """
    nominative, form = " ".join(nominative.split()), " ".join(form.split())
    if not normalise(nominative) or not form:
        raise RuleBroken(gettext("Write both the nominative and its form; one of the two is empty."))
    if max(len(normalise(nominative)), len(nominative), len(form)) > LONGEST:
        raise RuleBroken(
            gettext("The text is longer than %(longest)s characters; shorten it.") % {"longest": LONGEST}
        )
    if case == Case.NOMINATIVE:
        raise RuleBroken(gettext("The nominative is the text itself; choose another case."))
    word_form, _created = WordForm.objects.update_or_create(
        kind=kind,
        key=normalise(nominative),
        case=case,
        defaults={"nominative": nominative, "form": form, "entered_by_id": by.pk if by else None},
    )
    _forget_now_and_when_committed()
    return word_form


@atomic
def drop_word_form(word_form: WordForm) -> None:
    """Forget a stored form, so that the computed one is used again."""
    word_form.delete()
    _forget_now_and_when_committed()


def _forget_now_and_when_committed() -> None:
    # Now for this transaction; once more after it, in case another thread read the old forms meanwhile.
    forget_word_forms()
    on_commit(forget_word_forms)
