"""Templates that a municipality makes itself: a .docx with named places."""

from dataclasses import dataclass

from metodika.core.documents.kinds import DocumentKind, Places


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
    raise NotImplementedError


def check_template(file: bytes, kind: DocumentKind) -> TemplateReport:
    """Compare the places that a template names with those of the kind, and tell each fault."""
    raise NotImplementedError
