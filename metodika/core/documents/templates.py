"""Templates that a municipality makes itself: a .docx with named places."""

import base64
import json
import logging
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.documents.kinds import DocumentKind, Places
from metodika.core.documents.packing import packed, unpacked
from metodika.core.documents.wording import clean

log = logging.getLogger(__name__)
PROGRAM = Path(__file__).parent / "filling.py"
# Of the clock; the program itself may use three seconds of a processor.
SECONDS = 20
MOST_BYTES = 20 * 1024 * 1024


# Found out only by a trial; any other fault of a trial may come from the invented values.
DANGERS = frozenset({"endless", "code"})


class TemplateRefused(RuleBroken):
    """The template cannot be filled; the message says why and what to do."""

    def __init__(self, fault: str, reason: str = "") -> None:
        super().__init__(_sentence(fault, reason))
        self.fault = fault


@dataclass(frozen=True)
class TemplateReport:
    """What a check has found: places of the kind that are not named, unknown places, faults as sentences."""

    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def is_usable(self) -> bool:
        return not self.unknown and not self.faults


def render_template(file: bytes, places: Places) -> bytes:
    """Fill the template; the same values give the same bytes.

    Raises RuleBroken with a sentence for the person: a faulty template, one that never ends, one that
    tries to run code.
    """
    told = _asked(file, look=False, places=_cleaned(places))
    return packed(unpacked(base64.b64decode(told["file"])))


def check_template(file: bytes, kind: DocumentKind) -> TemplateReport:
    """Compare the places that a template names with those of the kind, and tell each fault."""
    try:
        told = _asked(file, look=True, places={})
    except TemplateRefused as refusal:
        return TemplateReport(faults=(str(refusal),))
    named = told["paths"]
    return TemplateReport(
        missing=tuple(place for place in kind.places if not any(_leads(place, path) for path in named)),
        unknown=tuple(path for path in named if not any(_leads(path, place) for place in kind.places)),
        faults=tuple(_misspelt(**fault) for fault in told["faults"]) or _dangers(file, kind),
    )


def _dangers(file: bytes, kind: DocumentKind) -> tuple[str, ...]:
    try:
        _asked(file, look=False, places=_sample(kind))
    except TemplateRefused as refusal:
        return (str(refusal),) if refusal.fault in DANGERS else ()
    return ()


def _leads(path: str, to: str) -> bool:
    return to == path or to.startswith(f"{path}.")


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {key: _cleaned(one) for key, one in value.items()}
    return [_cleaned(one) for one in value] if isinstance(value, list | tuple) else value


def _sample(kind: DocumentKind) -> dict[str, Any]:
    """Return a value for each place: a template that never ends or runs code shows it on them."""
    values: dict[str, Any] = {}
    for place in kind.places:
        top, _dot, inner = place.partition(".")
        if inner:
            rows = values.get(top)
            values[top] = [{**row, inner: place} for row in (rows if isinstance(rows, list) else [{}, {}])]
        else:
            values.setdefault(top, place)
    return values


def _asked(file: bytes, *, look: bool, places: dict[str, Any]) -> dict[str, Any]:
    """Run the program that fills templates, and turn what goes wrong into a sentence."""
    if len(file) > MOST_BYTES:
        raise TemplateRefused("large")
    task = json.dumps({"file": base64.b64encode(file).decode(), "look": look, "places": places})
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(PROGRAM)],
            input=task.encode(),
            capture_output=True,
            timeout=SECONDS,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TemplateRefused("endless") from error
    if done.returncode:
        # Stopped by its limits; an interpreter out of memory cannot always say so.
        log.warning("A template was stopped: %s %s", done.returncode, done.stderr[-500:])
        raise TemplateRefused("endless")
    told: dict[str, Any] = json.loads(done.stdout)
    if "fault" in told:
        log.info("A template was refused: %s", told)
        raise TemplateRefused(told["fault"], told.get("reason", ""))
    return told


def _sentence(fault: str, reason: str) -> str:
    sentences = {
        "endless": _(
            "The template was stopped, because it needs too much time or memory: probably a loop in it "
            "has no end. Mend the loops and upload the template again."
        ),
        "code": _(
            "The template tries to run code or to take in another file. Only named places, conditions and "
            "loops are allowed: remove everything else."
        ),
        "syntax": _("A place in the template is written wrongly: %(reason)s."),
        "value": _(
            "The template asks for a value that this document does not have. Check the names of its places "
            "and what is done with them."
        ),
        "file": _("The template is damaged or is no Word file. Save it again as .docx and upload it."),
        "large": _("The template is larger than 20 MB. Make its pictures smaller and upload it again."),
    }
    return sentences[fault] % {"reason": _reason(reason)}


def _misspelt(near: str, reason: str) -> str:
    return _("Near «%(near)s» a place is written wrongly: %(reason)s.") % {
        "near": near,
        "reason": _reason(reason),
    }


def _reason(said: str) -> str:
    """Say in the person's language what the engine says in its own."""
    if said.startswith("Unexpected end of template"):
        return _("a condition or a loop is not closed, {% endif %} or {% endfor %} is missing")
    if said.startswith("Encountered unknown tag"):
        return _("the word after {% is unknown, or it closes what was not opened")
    if said.startswith("No filter named"):
        return _("the word after | is unknown")
    return _("the brackets {{ }} and {% %} or the words between them do not fit")
