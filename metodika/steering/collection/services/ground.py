"""What every act of collection begins and ends with: the lock, the move, the save."""

from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.database.versions import Versioned
from metodika.steering.collection.models import Campaign, Form, Submission
from metodika.steering.collection.rules.terms import may_become, may_move


def locked_form(form: Form) -> Form:
    """Return the form, read anew and kept from others until the end of the transaction."""
    return Form.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=form.pk)


def locked_campaign(campaign: Campaign) -> Campaign:
    """Return the campaign, kept from others, with its submissions: none is saved while it moves."""
    found = (
        Campaign.objects.select_for_update(of=("self",))
        .select_related("organisation__municipality", "form")
        .get(pk=campaign.pk)
    )
    list(Submission.objects.select_for_update().filter(campaign=found).order_by("pk").values_list("pk"))
    return found


def locked_submission(submission: Submission) -> Submission:
    """Return the submission, kept from others; its campaign is read after the lock, so as it is now."""
    Submission.objects.select_for_update().values_list("pk").get(pk=submission.pk)
    return Submission.objects.select_related(
        "organisation", "edition", "campaign__form", "campaign__organisation__municipality"
    ).get(pk=submission.pk)


def move(campaign: Campaign, to: str) -> None:
    """Put a locked campaign into another state. Raises RuleBroken when it does not lead there."""
    if not may_move(campaign.status, to):
        raise RuleBroken(
            _("This cannot be done now: the campaign is in the state “%(state)s”.")
            % {"state": campaign.get_status_display()}
        )
    campaign.status = to


def become(submission: Submission, to: str) -> None:
    """Put a locked submission into another state. Raises RuleBroken when it does not lead there."""
    if not may_become(submission.status, to):
        raise RuleBroken(
            _("This cannot be done now: the answers are in the state “%(state)s”.")
            % {"state": submission.get_status_display()}
        )
    submission.status = to


def keep(row: Versioned, *fields: str) -> None:
    """Save the fields of a locked row and count the edit."""
    row.version += 1
    row.save(update_fields=[*fields, "version"])


def refuse_frozen(campaign: Campaign) -> None:
    """Raise RuleBroken for a campaign whose values change no longer."""
    if campaign.is_frozen:
        raise RuleBroken(
            _(
                "The campaign is frozen, its values change no longer. "
                "The methodist can open it again with a reason."
            )
        )


def needed(text: str, sentence: str) -> str:
    """Return the text without blanks around it. Raises RuleBroken with the sentence for nothing."""
    if not text.strip():
        raise RuleBroken(sentence)
    return text.strip()
