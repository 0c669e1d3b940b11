from typing import Any

from django import template
from django.forms import Form
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.template.context import Context
from django.utils.safestring import SafeString

from metodika.core.access import can
from metodika.core.charts import Chart
from metodika.core.web import charting, forms, icons, panels, trees, values
from metodika.core.web.pages import may_open

register = template.Library()


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """Draw an icon of the sprite."""
    return icons.icon(name, css)


@register.filter
def shown(value: object) -> str:
    """Show a value as a person reads it."""
    return values.shown(value, long_dates=True)


@register.filter
def tone_icon(tone: str) -> str:
    """Name the icon of a tone."""
    return values.TONE_ICONS.get(tone, "circle-dashed")


@register.filter
def initials(name: object) -> str:
    """Take the first letters of surname and name."""
    words = str(name).split()
    return "".join(word[0] for word in words[:2]).upper()


@register.simple_tag(takes_context=True)
def may(context: Context, permission: str, target: Any = None) -> bool:
    """Tell whether the viewer has a permission (for a row)."""
    return can(context["request"].user, permission, target or None)


@register.filter
def opens(request: HttpRequest, address: str) -> bool:
    """Tell whether the viewer may open the page at an address."""
    return may_open(request.user, address)


@register.simple_tag(takes_context=True)
def find_panels(context: Context, card: str, subject: Any) -> list[panels.FoundPanel]:
    """List the panels of a card for the viewer."""
    return panels.panels_for(card, subject, context["request"].user)


@register.simple_tag
def tree(nodes: list[trees.Branch], depth_open: int = 2) -> SafeString:
    """Draw a collapsible tree."""
    return trees.draw_tree(nodes, depth_open=int(depth_open))


@register.filter
def dressed(form: Form) -> Form:
    """Give a library's form the look of the kit."""
    for field in form.fields.values():
        forms.dress(field)
    return form


@register.filter
def kind(field: BoundField) -> str:
    """Name how a field is laid out: check, choices (several inputs), file or plain."""
    widget = field.field.widget
    name = getattr(widget, "input_type", "")
    if name in {"radio", "checkbox"}:
        return "check" if name == "checkbox" and not hasattr(widget, "optgroups") else "choices"
    return "several" if field.use_fieldset or hasattr(widget, "widgets") else "plain"


@register.simple_tag
def chart_parts(chart: Chart) -> charting.ChartParts:
    """Draw a chart and say it in words and as a table."""
    return charting.parts_of(chart)
