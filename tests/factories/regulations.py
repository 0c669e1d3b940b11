"""Acts for tests: written in by hand, or read from invented texts."""

from datetime import date
from itertools import count
from typing import Any

from metodika.directory.organisations.models import Organisation
from metodika.directory.regulations.lifecycle import ActKind
from metodika.directory.regulations.models import Act
from metodika.directory.regulations.services import Imported, create_act, import_regulation, publish_act
from tests.factories.directory import MunicipalityFactory

_NUMBERS = count(1)
TEXT = """Комитет по образованию города Заречный

ПРИКАЗ

14.05.2023

№ {number}

О школе наставника

В соответствии с приказом Министерства образования Лесной области от 01.02.2022 № 7 «О школе», приказываю:

1. Утвердить Положение о школе наставника.
2. Контроль за исполнением приказа возложить на Зимину О.П.

Председатель комитета А.Б. Лесной

Приложение № 1
к приказу комитета по образованию города Заречный
от 14.05.2023 № {number}

ПОЛОЖЕНИЕ о школе наставника

1. Общие вопросы

1.1. Школа наставника собирает опытных учителей.
1.2. {second}
"""


def text_of(number: str = "48-О", second: str = "Школа открыта круглый год.") -> bytes:
    return TEXT.format(number=number, second=second).encode()


def make_act(owner: Organisation | None = None, *, published: bool = False, **values: Any) -> Act:
    values.setdefault("kind", ActKind.ORDER)
    values.setdefault("issuer", "Комитет по образованию")
    values.setdefault("issued_on", date(2023, 5, 14))
    values.setdefault("number", f"{next(_NUMBERS)}-П")
    values.setdefault("title", "О наставниках")
    act = create_act(owner=owner or MunicipalityFactory(), values=values, by=None)
    return publish_act(act, on=date(2023, 5, 20), address="", by=None) if published else act


def make_text(owner: Organisation | None = None, *, content: bytes = b"", by: Any = None) -> Imported:
    return import_regulation(
        content or text_of(), name="приказ.txt", owner=owner or MunicipalityFactory(), by=by
    )
