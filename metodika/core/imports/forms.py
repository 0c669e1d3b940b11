from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from metodika.core.imports.columns import Register
from metodika.core.imports.models import ImportRun
from metodika.core.web import Form
from metodika.core.web.forms import dress

SPREADSHEETS = ".xlsx,.xls,.ods,.csv,.txt"


class UploadForm(Form):
    file = forms.FileField(
        label=_("File with the table"),
        help_text=_("Excel (.xlsx, .xls), LibreOffice (.ods) or text (.csv), up to 25 MB."),
        widget=forms.FileInput(attrs={"accept": SPREADSHEETS}),
        allow_empty_file=True,
    )


class ColumnsForm(Form):
    def __init__(self, *args: Any, run: ImportRun, register: Register, **options: Any) -> None:
        super().__init__(*args, **options)
        self.register = register
        choices = [("", _("do not load")), *((column.key, column.title) for column in register.columns)]
        for place, heading in enumerate(run.headings):
            if not heading and not run.samples[place]:
                continue
            field = forms.ChoiceField(
                label=heading or _("Column without a heading"),
                help_text=", ".join(run.samples[place]),
                choices=choices,
                required=False,
                initial=run.mapping.get(str(place), ""),
            )
            dress(field)
            self.fields[f"column_{place}"] = field

    def clean(self) -> dict[str, Any]:
        chosen = [key for key in self.mapping().values() if key]
        for column in self.register.columns:
            if chosen.count(column.key) > 1:
                self.add_error(
                    None,
                    _("Two columns of the file are chosen for “%(title)s”. Leave one.")
                    % {"title": column.title},
                )
        missing = [str(column.title) for column in self.register.required() if column.key not in chosen]
        if missing:
            self.add_error(None, _("Choose a column for: %(columns)s.") % {"columns": ", ".join(missing)})
        return self.cleaned_data

    def mapping(self) -> dict[int, str]:
        return {int(name.removeprefix("column_")): key for name, key in self.cleaned_data.items() if key}
