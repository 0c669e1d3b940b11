"""What daily work leaves behind: rows that can be counted, listed and proved.

Terms: fact, parameter and condition, period and span, scope, counting.

An area lists its FACTS in facts.py. Everything else (an indicator, the evidence of a clause, the state of a
plan's item) is data over them: `count_everywhere` gives the numbers of all places by one statement, `rows`
the rows behind a number under the viewer's rights.
"""

from metodika.core.facts.answers import (
    Number,
    Places,
    count,
    count_everywhere,
    count_within,
    happened,
    remembering_questions,
    rows,
)
from metodika.core.facts.conditions import (
    Beside,
    Condition,
    Parameter,
    ParameterKind,
    choice,
    conditions_from,
    day,
    flag,
    number,
    remembering_choices,
    text,
    truth,
)
from metodika.core.facts.countings import Counting, Having, Of, Question, Selection
from metodika.core.facts.declared import About, Fact
from metodika.core.facts.ladder import Ladder
from metodika.core.facts.local_days import local_day
from metodika.core.facts.people import counts_people
from metodika.core.facts.reading import Columns, columns_read, wording_of
from metodika.core.facts.registry import Use, fact, facts
from metodika.core.facts.scopes import WHOLE, Scope
from metodika.core.facts.shares import Share, hidden_places, series
from metodika.core.facts.spans import Span, pieces_of, span_of

__all__ = [
    "WHOLE",
    "About",
    "Beside",
    "Columns",
    "Condition",
    "Counting",
    "Fact",
    "Having",
    "Ladder",
    "Number",
    "Of",
    "Parameter",
    "ParameterKind",
    "Places",
    "Question",
    "Scope",
    "Selection",
    "Share",
    "Span",
    "Use",
    "choice",
    "columns_read",
    "conditions_from",
    "count",
    "count_everywhere",
    "count_within",
    "counts_people",
    "day",
    "fact",
    "facts",
    "flag",
    "happened",
    "hidden_places",
    "local_day",
    "number",
    "pieces_of",
    "remembering_choices",
    "remembering_questions",
    "rows",
    "series",
    "span_of",
    "text",
    "truth",
    "wording_of",
]
