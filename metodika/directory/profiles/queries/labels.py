"""What the codes of a profile are called on a page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Labels = dict[str, str | Promise]

PLACES: Labels = {
    "urban_district": _("Urban district"),
    "municipal_district": _("Municipal district"),
    "municipal_okrug": _("Municipal okrug"),
    "city": _("City"),
}
GUESTS: Labels = {
    "none": _("Only organisations of the municipality"),
    "region": _("Organisations of the whole region"),
    "country": _("Organisations of the whole country"),
}
POSITION_CATEGORIES: Labels = {
    "teaching": _("Teaching staff"),
    "leading": _("Leaders"),
    "other": _("Other staff"),
}
LEAVES: Labels = {
    "maternity": _("Maternity leave"),
    "parental": _("Parental leave"),
    "long": _("Long leave of a teacher"),
    "military": _("Military service"),
    "other": _("Other leave"),
}
YEAR_PARTS: Labels = {
    "quarter": _("Quarters of the school year"),
    "trimester": _("Trimesters"),
    "half_year": _("Half-years"),
}
QUARTERS: Labels = {
    "calendar": _("A quarter of the calendar year"),
    "term": _("A term of the school year"),
}
OWN_RECORDS = _("Own records only")
ACT_KINDS: Labels = {
    "law": _("Law"),
    "decree": _("Decree"),
    "resolution": _("Resolution"),
    "directive": _("Directive"),
    "order": _("Order"),
    "regulation": _("Regulation"),
    "roadmap": _("Road map"),
    "programme": _("Programme"),
    "passport": _("Project passport"),
    "recommendations": _("Recommendations"),
    "minutes": _("Minutes"),
    "letter": _("Letter"),
    "plan": _("Plan"),
}
