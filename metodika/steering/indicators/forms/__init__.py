"""What is typed about indicators, their formulas, targets, sets and runs."""

from metodika.steering.indicators.forms.formulas import SHARE, ChosenForm, FormulaForm
from metodika.steering.indicators.forms.indicators import (
    ApproveForm,
    ApproveSetForm,
    CardForm,
    FormulaJsonForm,
    IndicatorForm,
    PreviewForm,
    RunForm,
    SetForm,
    TargetForm,
)

__all__ = [
    "SHARE",
    "ApproveForm",
    "ApproveSetForm",
    "CardForm",
    "ChosenForm",
    "FormulaForm",
    "FormulaJsonForm",
    "IndicatorForm",
    "PreviewForm",
    "RunForm",
    "SetForm",
    "TargetForm",
]
