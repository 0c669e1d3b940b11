"""Russian spelling in templates: `{% load russian %}`."""

from datetime import date
from decimal import Decimal

from django import template

from metodika.core.language import wording

register = template.Library()
FORMS = 3


@register.filter
def plural(number: float | Decimal | None, forms: str) -> str:
    """Return the word that follows the number: `{{ count }} {{ count|plural:"школа,школы,школ" }}`."""
    words = [form.strip() for form in forms.split(",")]
    if len(words) != FORMS:
        raise template.TemplateSyntaxError(f"plural needs three forms divided by commas, not {forms!r}.")
    return wording.plural(number or 0, *words)


@register.simple_tag
def initials(last: str, first: str = "", patronymic: str = "", order: str = "surname_first") -> str:
    """Return «Иванова А. П.»: `{% initials person.last_name person.first_name person.patronymic %}`."""
    return wording.initials(last, first, patronymic, order)


@register.filter(name="initials")
def initials_of(person: object, order: str = "surname_first") -> str:
    """Return «Иванова А. П.» for an object with last_name, first_name and patronymic."""
    names = [str(getattr(person, name, "") or "") for name in ("last_name", "first_name", "patronymic")]
    return wording.initials(names[0], names[1], names[2], order)


@register.filter
def ru_date(day: date | None) -> str:
    """Return «22 ноября 2026 г.», and nothing for no date."""
    return "" if day is None or day == "" else wording.russian_date(day)


@register.filter
def grouped(number: float | Decimal | None) -> str:
    """Return «12 480», and nothing for no number."""
    return "" if number is None or number == "" else wording.grouped(number)
