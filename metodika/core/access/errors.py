"""The one way to refuse an act that the person may do, but not now."""

from django.utils.functional import Promise


class RuleBroken(Exception):
    """A rule forbids the act now; the message is a sentence for the person: what is wrong and what to do."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)
