from django.utils.translation import gettext_lazy as _

from metodika.core.access import granted

PERMISSIONS = {
    "compliance.view_compliance": granted,
    "compliance.assess_compliance": granted,
    "compliance.prove_clause": granted,
    "compliance.waive_clause": granted,
}
WORDS = {
    "compliance.view_compliance": _("See what of the regulation is proved, and by what"),
    "compliance.assess_compliance": _("Have the regulation assessed anew"),
    "compliance.prove_clause": _("Add proofs by hand and name who answers for a clause"),
    "compliance.waive_clause": _("Waive a clause for a time"),
}
