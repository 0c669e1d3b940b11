from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from metodika.core.language.cases import Case, WordKind
from metodika.core.language.models import LONGEST
from metodika.core.web import Form


class WordFormForm(Form):
    kind = forms.ChoiceField(label=_("What it is"), choices=WordKind.choices)
    nominative = forms.CharField(
        label=_("Nominative"),
        max_length=LONGEST,
        help_text=_("As it stands on the card: a surname, a full name, a position, a title."),
    )
    case = forms.ChoiceField(
        label=pgettext_lazy("grammar", "Case"),
        choices=[choice for choice in Case.choices if choice[0] != Case.NOMINATIVE],
    )
    form = forms.CharField(
        label=_("As it is written"),
        max_length=LONGEST,
        help_text=_("It goes before the dictionary in every document from now on."),
    )
