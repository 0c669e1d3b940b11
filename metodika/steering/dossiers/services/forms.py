"""Forms of the region: loaded, matched with indicators once, renewed by a new edition."""

from collections.abc import Sequence
from typing import Any

from django.core.files.base import File
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken, account_or_none
from metodika.core.database.versions import claim_version
from metodika.core.events import announce
from metodika.core.files.uploads import store_upload
from metodika.core.imports.filling import check_template
from metodika.directory.organisations.models import Organisation
from metodika.steering.dossiers import queries
from metodika.steering.dossiers.events import CellMatched, RegionFormLoaded, RegionFormRenewed
from metodika.steering.dossiers.lifecycle import Part
from metodika.steering.dossiers.models import RegionForm
from metodika.steering.dossiers.rules.forms import Match, carried, proposed


@atomic
def load_region_form(municipality: Organisation, *, title: str, file: "File[bytes]", by: Any) -> RegionForm:
    """Keep a spreadsheet of the region and match the cells beside which an indicator is named.

    Raises TemplateRefused, FileRefused or ArchiveRefused with a sentence; nothing is kept then.
    """
    content = _content(file)
    found = proposed(queries.cells_in(content), queries.indicators_to_match(by))
    form = RegionForm.objects.create(
        municipality=municipality, title=title.strip(), loaded_by=account_or_none(by),
        file=store_upload(file, allowed={"xlsx"}, by=by),
        cells=[
            {"sheet": sheet, "cell": cell, "indicator": code, "part": Part.VALUE.value}
            for (sheet, cell), code in found.items()
        ],
    )  # fmt: skip
    announce(RegionFormLoaded(form.pk, matched=len(form.cells)), by=by, about=form)
    return form


@atomic
def match_cell(
    form: RegionForm, *, sheet: str, cell: str, indicator: str, part: str, seen: int | None, by: Any
) -> RegionForm:
    """Say which number of which indicator a cell takes; an empty code takes the match away.

    Raises RuleBroken for a cell that cannot be filled, for an indicator that is not known and for an edition
    that another has replaced; EditedMeanwhile when somebody saved in between.
    """
    locked = _locked(form)
    if (sheet, cell) not in {(one.sheet, one.name) for one in queries.cells_of(locked)}:
        raise RuleBroken(
            _("The form has no cell %(cell)s to be filled. Choose one from the list.") % {"cell": cell}
        )
    if indicator and indicator not in queries.indicators_to_match(by):
        raise RuleBroken(_("There is no indicator %(code)s. Choose another one.") % {"code": indicator})
    cells = [one for one in locked.cells if (one["sheet"], one["cell"]) != (sheet, cell)]
    if indicator:
        cells.append({"sheet": sheet, "cell": cell, "indicator": indicator, "part": part})
    claim_version(locked, seen=seen, changes={"cells": cells})
    locked.cells = cells
    locked.save(update_fields=["cells", "version"])
    announce(CellMatched(locked.pk, cell=f"{sheet}!{cell}", indicator=indicator), by=by, about=locked)
    return locked


@atomic
def renew_region_form(
    form: RegionForm, *, file: "File[bytes]", by: Any
) -> tuple[RegionForm, Sequence[Match]]:
    """Take a new edition of a form; matches go along by the words beside the cells.

    Return it with the matches that are lost. Raises RuleBroken for an edition that another has replaced,
    TemplateRefused for a file that is no template.
    """
    locked = _locked(form)
    content = _content(file)
    kept, lost = carried(locked.cells, queries.cells_of(locked), queries.cells_in(content))
    newer = RegionForm.objects.create(
        municipality=locked.municipality, title=locked.title, replaces=locked, cells=kept,
        file=store_upload(file, allowed={"xlsx"}, by=by), loaded_by=account_or_none(by),
    )  # fmt: skip
    announce(RegionFormRenewed(newer.pk, kept=len(kept), lost=len(lost)), by=by, about=newer)
    return newer, lost


def _content(file: "File[bytes]") -> bytes:
    file.seek(0)
    content = file.read()
    check_template(content)
    file.seek(0)
    return bytes(content)


def _locked(form: RegionForm) -> RegionForm:
    RegionForm.objects.select_for_update().get(pk=form.pk)
    locked = RegionForm.objects.select_related("municipality", "file").get(pk=form.pk)
    if RegionForm.objects.filter(replaces=locked).exists():
        raise RuleBroken(_("A newer edition of the form has been loaded. Work with that one."))
    return locked
