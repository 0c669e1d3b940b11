from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.events import later
from metodika.steering.dossiers.events import DossierFrozen
from metodika.steering.dossiers.services import fail_dossier, pack_dossier


def pack(event: DossierFrozen) -> None:
    try:
        pack_dossier(event.dossier_id, attempt=event.attempt)
    except FileNotFoundError as error:
        reason = _(
            "The file of a document is missing: %(path)s. Print the document anew or restore a backup."
        )
        fail_dossier(event.dossier_id, attempt=event.attempt, reason=reason % {"path": error})
    except RuleBroken as refusal:
        fail_dossier(event.dossier_id, attempt=event.attempt, reason=str(refusal))


REACTIONS = {DossierFrozen: [later(pack)]}
