"""Who may have which paper."""

from metodika.planning.activities.lifecycle import CertificateKind


def may_have(kind: str, *, attended: bool, presented: bool, has_part: bool) -> bool:
    """Tell whether somebody may have the paper.

    A participant was there; a speaker presented something and was there; thanks go to whoever was there or
    stands in the programme.
    Source: domain capabilities, C10 (Certificate); documents, row 19.
    """
    if kind == CertificateKind.PARTICIPANT:
        return attended
    if kind == CertificateKind.SPEAKER:
        return attended and presented
    return attended or has_part
