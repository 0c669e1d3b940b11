from dataclasses import dataclass

from metodika.directory.accounts.lifecycle import ConsentPurpose
from metodika.directory.accounts.models import Consent, ConsentText
from metodika.directory.staff.models import Person


def current_text(purpose: str) -> ConsentText | None:
    """Return the latest version of a purpose's text; None when none is published."""
    return ConsentText.objects.filter(purpose=purpose).latest_first().first()


def consent_in_force(person: Person, purpose: ConsentPurpose) -> Consent | None:
    """Return the consent of a person for a purpose, not withdrawn; its text may be of an earlier version."""
    return (
        Consent.objects.select_related("text")
        .filter(person=person, purpose=purpose, withdrawn_at=None)
        .first()
    )


@dataclass(frozen=True)
class PurposeOfPerson:
    """One purpose as the person sees it: the latest text, and the consent in force if there is one."""

    purpose: ConsentPurpose
    text: ConsentText
    consent: Consent | None

    @property
    def is_outdated(self) -> bool:
        """Tell whether the consent was given to an earlier wording."""
        return self.consent is not None and self.consent.text_id != self.text.pk


def purposes_of_person(person: Person) -> list[PurposeOfPerson]:
    """Return every purpose that has a text, with the person's consent; two queries."""
    latest = {text.purpose: text for text in ConsentText.objects.order_by("version")}
    held = {
        consent.purpose: consent
        for consent in Consent.objects.select_related("text").filter(person=person, withdrawn_at=None)
    }
    return [
        PurposeOfPerson(purpose, latest[purpose], held.get(purpose))
        for purpose in ConsentPurpose
        if purpose in latest
    ]
