"""Forms of bodies, their compositions and seats, by noun."""

from metodika.governance.bodies.forms.bodies import (
    LETTERS,
    PRODUCTS,
    ApproveForm,
    CardForm,
    ConsentForm,
    DissolveForm,
    FinishStageForm,
    FoundForm,
    HeadForm,
    MemberForm,
    ProlongForm,
    RulesForm,
    SeatForm,
    StageForm,
    StartForm,
    VacateForm,
)
from metodika.governance.bodies.forms.orders import OrderForm

__all__ = [
    "ApproveForm",
    "CardForm",
    "ConsentForm",
    "DissolveForm",
    "FinishStageForm",
    "FoundForm",
    "HeadForm",
    "LETTERS",
    "MemberForm",
    "OrderForm",
    "PRODUCTS",
    "ProlongForm",
    "RulesForm",
    "SeatForm",
    "StageForm",
    "StartForm",
    "VacateForm",
]
