"""The minutes of a year, 1,400 of them, printed by the real worker, which is killed once on the way.

One session of nine members is held through the services; its copies differ in number and day. The worker also
tells everybody who signs, as it does in life.
"""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

from bench import ground, running
from bench.results import Figure, record

MINUTES, MEMBERS, ITEMS = int(os.environ.get("METODIKA_BENCH_MINUTES", "1400")), 9, 5
EARLY, DEATH, MOST_GROWTH = MINUTES // 7, MINUTES // 3, 10
HEARD = "Докладчик рассказал о работе за отчётный период и о том, что осталось сделать. " * 3


def one_session():
    """Hold a session with five decisions through the services."""
    from django.utils import timezone

    from metodika.governance.bodies.models import Body
    from metodika.governance.bodies.queries import members_on
    from metodika.governance.meetings import services
    from metodika.governance.meetings.rules import VoteTotals

    today = timezone.localdate()
    body = max(Body.objects.active(), key=lambda one: len(members_on(one, today)))
    session = services.plan_session(body, on=today, by=None)
    for number in range(ITEMS):
        services.add_item(session, question=f"О вопросе {number + 1} повестки дня", by=None)
    present = list(session.attendances.all()[:MEMBERS])
    for row in present:
        services.note_arrival(row, by=None)
    session = services.open_session(session, by=None)
    for item in session.items.order_by("order"):
        services.open_item(item, by=None)
        services.write_passage(session, item=item, field="heard", text=HEARD, seen=0, by=None)
        totals = VoteTotals(len(present), 0, 0)
        vote = services.vote_at_once(session, question="Принять", item=item, totals=totals, by=None)
        services.record_decision(item, text="Продолжить работу по вопросу.", vote=vote, by=None)
    return services.close_session(session, by=None)


def again(rows, *changes):
    """Write rows anew, each with its changes; return the new ones by the numbers of the old."""
    made = []
    for row, change in zip(rows, changes, strict=True):
        names = [one.attname for one in row._meta.concrete_fields if not one.primary_key]
        made.append(type(row)(**{name: getattr(row, name) for name in names} | change))
    type(rows[0]).objects.bulk_create(made)
    return {row.pk: fresh.pk for row, fresh in zip(rows, made, strict=True)}


def copy(session, count: int) -> None:
    """Write so many copies of a session with everything that its minutes say."""
    from django.db.transaction import atomic

    from metodika.governance.meetings.models import Stay

    stays = list(Stay.objects.filter(attendance__session=session))
    people, texts, checks = (
        list(rows.all()) for rows in (session.attendances, session.passages, session.quorum_checks)
    )
    items, votes, decisions = (list(rows.all()) for rows in (session.items, session.votes, session.decisions))
    for number in range(1, count + 1):
        day = session.held_on - timedelta(days=number % 60)
        with atomic():
            own = again([session], {"number": 1000 + number, "held_on": day})[session.pk]
            came = again(people, *[{"session_id": own}] * len(people))
            again(stays, *[{"attendance_id": came[one.attendance_id]} for one in stays])
            item_of = again(items, *[{"session_id": own}] * len(items))
            at = [{"session_id": own, "item_id": item_of.get(one.item_id)} for one in votes]
            vote_of = again(votes, *at)
            told = [
                {"session_id": own, "item_id": item_of[one.item_id], "vote_id": vote_of.get(one.vote_id)}
                for one in decisions
            ]
            again(decisions, *told)
            again(texts, *[{"session_id": own, "item_id": item_of.get(one.item_id)} for one in texts])
            again(checks, *[{"session_id": own, "vote_id": vote_of.get(one.vote_id)} for one in checks])


def begin():
    from metodika.core.calendar import school_year
    from metodika.governance.meetings import services

    session = one_session()
    copy(session, MINUTES - 1)
    period = school_year(session.held_on)
    return services.start_printing(session.body.host, period=period, body=session.body, by=None)


def work() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-W", "ignore", "-m", "config.command", "worker"]
    return subprocess.Popen(command, cwd=ground.ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def follow(printing) -> dict[str, float]:
    """Let a worker print; kill it in the middle, start another; tell memory and time."""
    from metodika.governance.meetings.models import Printing

    told: dict[str, float] = {"most": 0, "lost": 0, "early": 0, "idle": 0}
    started, process, began_at, spent, killed = time.perf_counter(), work(), 0, 0.0, 0.0
    while True:
        time.sleep(0.25)
        now = Printing.objects.counted().get(pk=printing.pk)
        if process.poll() is not None:
            raise SystemExit("The worker has ended before its work was done.")
        size = running.proportional(process.pid)
        told["most"] = max(told["most"], size)
        if told["lost"] and not told["idle"] and now.done_count > began_at:
            told["idle"] = time.perf_counter() - killed
        if told["lost"] and not told["early"] and now.done_count - began_at >= EARLY:
            told["early"] = size
        if now.finished_at:
            break
        if not told["lost"] and now.done_count >= DEATH:
            spent += running.spent(process.pid)
            process.send_signal(signal.SIGKILL)
            process.wait()
            told["lost"], killed = now.done_count, time.perf_counter()
            process = work()
            began_at = Printing.objects.counted().get(pk=printing.pk).done_count
            print(f"Killed after {now.done_count}", file=sys.stderr)
    told |= {"end": size, "seconds": time.perf_counter() - started}
    told["spent"] = spent + running.spent(process.pid)
    process.send_signal(signal.SIGTERM)
    process.wait(60)
    return told


def proof(printing) -> bool:
    """Tell whether every session has its minutes once and the numbers run without a gap."""
    from metodika.directory.records.models import Rendition

    records = printing.tasks.filter(record__isnull=False)
    numbers = sorted(records.values_list("record__number", flat=True))
    versions = Rendition.objects.filter(record__in=records.values("record")).count()
    return (
        versions == MINUTES == len(numbers)
        and numbers == list(range(numbers[0], numbers[0] + MINUTES))
        and not printing.tasks.exclude(refusal="").exists()
    )


def archive(printing) -> dict[str, float]:
    """Save the archive to nowhere; tell its size, the seconds and how much memory came on top."""
    from bench.documents import resident
    from metodika.core.files.packing import zipped
    from metodika.governance.meetings.queries.printings import files_of

    before, started, most, size = resident(), time.perf_counter(), 0, 0
    for piece in zipped(files_of(printing)):
        size += len(piece)
        most = max(most, resident())
    seconds = time.perf_counter() - started
    return {"size": size / 1024 / 1024, "seconds": seconds, "more": most - before}


def main() -> None:
    os.environ["METODIKA_BENCH_XS"] = str(ground.BUILDS / "printings")
    is_new = not (ground.BUILDS / "printings").exists()
    ground.stand("XS")
    if not is_new:
        ground.build("XS")
    printing = begin()
    told, whole = follow(printing), proof(printing)
    saved = archive(printing)
    growth = (told["end"] - told["early"]) / told["early"] * 100
    record(
        "printings",
        [
            Figure(
                f"{MINUTES} protocols as one job, both formats, numbered and sent to be signed",
                f"{told['seconds'] / 60:.1f} min",
                f"{told['spent'] / MINUTES * 1000:.0f} ms of the processor each, notices to signers included",
                "once each, no gap in the numbers",
                whole,
                f"the worker was killed after {told['lost']:.0f}; another went on {told['idle']:.0f} s later",
            ),
            Figure(
                "Memory of the worker",
                f"{told['end']:.0f} MB at the end",
                f"{told['early']:.0f} MB after {EARLY} protocols, {told['most']:.0f} MB at most",
                f"≤ {MOST_GROWTH} % more",
                growth <= MOST_GROWTH,
                "proportional set size",
            ),
            Figure(
                f"All of them as one archive of {saved['size']:.0f} MB",
                f"{saved['seconds']:.1f} s",
                f"{saved['more']:.0f} MB of memory on top",
            ),
        ],
    )


if __name__ == "__main__":
    main()
