"""The search box at size R beside the bare SQL that it rests on: the same condition, only numbers fetched."""

import statistics
import time

from bench import ground
from bench.pages import LOGIN
from bench.results import Figure, record

WARM, ROUNDS, TARGET = 2, 15, 3.0
WORDS = ("кузьмина", "абрамова наталья", "кузмина", "школа 12", "методическая работа")


def bare(words: str, user) -> list[tuple[str, tuple]]:
    """Return what search asks, a statement a kind, with nothing but the keys of the best rows."""
    from metodika.core.language import normalise
    from metodika.core.search.engine import matching_rows, searched_models

    statements = []
    for searched in searched_models():
        rows = matching_rows(searched, user, normalise(words)).values("pk")[:9]
        statements.append(rows.query.sql_with_params())
    return statements


def main() -> None:
    ground.stand("R")
    from django.db import connection

    from metodika.core.search.engine import search
    from metodika.directory.accounts.models import User

    user = User.objects.get(login=LOGIN)
    figures = []
    for words in WORDS:
        statements = bare(words, user)
        ours, floor = [], []
        for number in range(WARM + ROUNDS):
            started = time.perf_counter()
            found = search(user, words)
            between = time.perf_counter()
            with connection.cursor() as cursor:
                for sql, parameters in statements:
                    cursor.execute(sql, parameters)
                    cursor.fetchall()
            ended = time.perf_counter()
            if number >= WARM:
                ours.append((between - started) * 1000)
                floor.append((ended - between) * 1000)
        slow, fast = statistics.median(ours), statistics.median(floor)
        figures.append(
            Figure(
                f"“{words}”: {sum(len(group.rows) for group in found)} rows shown",
                f"{slow:.1f} ms",
                f"bare SQL {fast:.1f} ms",
                f"≤ {TARGET:g} times",
                slow / fast <= TARGET,
                f"{slow / fast:.2f} times",
            )
        )
    record("search", figures)


if __name__ == "__main__":
    main()
