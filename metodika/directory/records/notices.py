from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from metodika.core.events import Event
from metodika.core.notices.declared import Told
from metodika.core.notices.models import Channel
from metodika.directory.records.events import (
    AcknowledgementsReminded,
    DispatchSent,
    RecordSigned,
    SignatureRefused,
    SignaturesAsked,
    SignaturesReminded,
    SignaturesVoided,
)
from metodika.directory.records.queries import makers_of
from metodika.directory.staff.queries import account_holders

ToMany = SignaturesAsked | SignaturesVoided | SignaturesReminded | DispatchSent | AcknowledgementsReminded
About = RecordSigned | SignatureRefused


def _people(event: ToMany) -> Iterable[Any]:
    return account_holders(*event.people)


def _has_account(event: ToMany) -> bool:
    return account_holders(*event.people).exists()


def _own(event: ToMany) -> str:
    return reverse("records:list-own")


def _maker(event: About) -> Iterable[Any]:
    return makers_of(event.record_id)


def _is_made_by_a_person(event: About) -> bool:
    return bool(makers_of(event.record_id))


def _record(event: About) -> str:
    return reverse("records:show-record", args=[event.record_id])


NOTICES: dict[type[Event], Told] = {
    **{
        kind: Told(
            to=_people, group="signatures", group_title=_("Documents that wait for my signature"), url=_own,
            how=Channel.LETTER, anybody=_has_account,
        )
        for kind in (SignaturesAsked, SignaturesVoided, SignaturesReminded)
    },
    **{
        kind: Told(
            to=_people, group="acknowledgements", group_title=_("What I have to read"), url=_own,
            how=Channel.LETTER, anybody=_has_account,
        )
        for kind in (DispatchSent, AcknowledgementsReminded)
    },
    **{
        kind: Told(
            to=_maker, group="own-documents", group_title=_("Documents that I have made"), url=_record,
            anybody=_is_made_by_a_person,
        )
        for kind in (RecordSigned, SignatureRefused)
    },
}  # fmt: skip
