from typing import Any

from django import forms

from metodika.core.notices.models import Channel
from metodika.core.web import Form
from metodika.core.web.forms import dress


class PreferencesForm(Form):
    """One choice for each group of things that a person may be told."""

    def __init__(self, *args: Any, current: list[tuple[str, str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        for group, title, channel in current:
            choice = forms.ChoiceField(label=title, choices=Channel.choices, initial=channel)
            self.fields[group] = choice
            dress(choice)
