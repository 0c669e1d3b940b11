"""What is left of a person whose data have been erased: a number in the place of a name."""

from typing import Any

ERASED = "Обезличенная запись"


def facts_after_erasure(number: int) -> dict[str, Any]:
    """Return the facts of a card after erasure, by field; `number` is that of the record.

    Source: 152-FZ, articles 3 (9) and 21: without more knowledge nobody can tell whose data they were.
    """
    return {
        "last_name": ERASED,
        "first_name": f"№ {number}",
        "patronymic": "",
        "gender": "",
        "born_on": None,
        "snils": "",
        "email": "",
        "phone": "",
        "total_experience_since": None,
        "teaching_experience_since": None,
    }
