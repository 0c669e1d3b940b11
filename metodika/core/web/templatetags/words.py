"""{% word %}: terms of the product in the words of the viewer's municipality."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.module_loading import import_string

register = template.Library()


@register.simple_tag(takes_context=True)
def word(context: dict[str, Any], key: str, *, capital: bool = False, **form: Any) -> str:
    """Say a word in the form that is asked for: `case`, `number`, after a number (`count`), or `short`.

    Which words there are is told by the function that settings.WORD_PROVIDER names.
    """
    said: str = import_string(settings.WORD_PROVIDER)(context.get("request"), key, **form)
    return said[:1].upper() + said[1:] if capital else said
