"""What every act of analysis begins with: the lock, the move, words that must be there."""

from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation
from metodika.steering.analysis.lifecycle import FINDING_MOVES, MOVES
from metodika.steering.analysis.models import Finding, Note
from metodika.steering.analysis.queries import Voice
from metodika.steering.indicators.lifecycle import RunStatus
from metodika.steering.indicators.models import Run


def locked_finding(finding: Finding) -> Finding:
    """Return the finding, read anew and kept from others until the end of the transaction."""
    return Finding.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=finding.pk)


def locked_note(note: Note) -> Note:
    """Return the note, kept from others."""
    return (
        Note.objects.select_for_update(of=("self",))
        .select_related("organisation__municipality__profile", "organisation__profile", "about", "run")
        .get(pk=note.pk)
    )


def become(finding: Finding, to: str) -> None:
    """Put a locked finding into another state. Raises RuleBroken when it does not lead there."""
    if to not in FINDING_MOVES[finding.status]:
        raise RuleBroken(
            _("This cannot be done now: the finding is in the state “%(state)s”.")
            % {"state": finding.get_status_display()}
        )
    finding.status = to


def move(note: Note, to: str) -> None:
    """Put a locked note into another state. Raises RuleBroken when it does not lead there."""
    refuse_sealed(note, to)
    if to not in MOVES[note.status]:
        raise RuleBroken(
            _("This cannot be done now: the note is in the state “%(state)s”.")
            % {"state": note.get_status_display()}
        )
    note.status = to


def refuse_sealed(note: Note, to: str = "") -> None:
    """Raise RuleBroken for a note that is sealed and would be changed."""
    if not note.is_open and to not in MOVES[note.status]:
        raise RuleBroken(
            _(
                "The note is sealed and is changed no longer: decisions may rest on it. "
                "Make a new note from a new computing of indicators."
            )
        )


def refuse_unfinished(run: Run) -> None:
    """Raise RuleBroken for a run whose values are not there yet."""
    if run.status != RunStatus.FINISHED or run.finished_at is None:
        raise RuleBroken(_("The indicators are still being computed. Wait until the run is finished."))


def refuse_no_municipality(place: Organisation) -> None:
    """Raise RuleBroken for a place that is no municipality: findings and notes are of a whole one."""
    if place.level != Level.MUNICIPALITY:
        raise RuleBroken(_("Findings are drafted for a municipality with all its institutions. Choose one."))


def refuse_wordless(voice: Voice) -> None:
    """Raise RuleBroken for a municipality whose profile words no findings, or that has none."""
    if not voice.data.get("phrases"):
        raise RuleBroken(_("The municipality has no profile that words findings and notes. Load one first."))


def needed(text: str, sentence: str) -> str:
    """Return the text without blanks around it. Raises RuleBroken with the sentence for nothing."""
    if not text.strip():
        raise RuleBroken(sentence)
    return text.strip()
