"""How many live sessions of 20 members one machine carries, all voting in the same two seconds.

Every member's phone and every desk asks for news each 1.2 s or so, as in the browser. Then every session
puts a question, all at the same moment; when each phone shows it, each member presses a button at a random
moment of the same two seconds. Real HTTP to Granian. A screen holds one connection, so a vote that comes
while its page asks for news waits for that answer too.
"""

import asyncio
import gzip
import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import quantiles

from bench import ground, running
from bench.results import Figure, record

MEMBERS, TRIES = 20, (1, 5, 10, 15)
MOST = TRIES[-1]
BEAT, DESK_BEAT, SPREAD, VOTING, PATIENCE = 1.1, 1.25, 0.25, 2.0, 20.0
ACKNOWLEDGED, RIGHT = 0.5, 2.0
SIZE = os.environ.get("METODIKA_BENCH_SESSIONS", "XS")
TOKEN = re.compile(r'data-token="([^"]+)"')
CAST = re.compile(r'action="(/sessions/votes/\d+/cast/)"')
TICKET, MARK = re.compile(r'data-ticket="([^"]+)"'), re.compile(r'data-mark="([^"]*)"')


@dataclass
class Screen:
    """A browser at a session: keeps one connection, its cookies, its ticket and the mark it has seen."""

    port: int
    session: int
    cookies: dict[str, str]
    at_desk: bool = False
    ticket: str = ""
    token: str = ""
    mark: str = ""
    page: str = ""
    due: float = 0.0
    line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    busy: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def ask(self, method: str, path: str, body: str = "") -> tuple[int, dict[str, str], str]:
        async with self.busy:
            self.line = self.line or await asyncio.open_connection("127.0.0.1", self.port)
            reader, writer = self.line
            cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            lines = [
                f"{method} {path} HTTP/1.1", f"Host: localhost:{self.port}",
                f"Cookie: {cookies}", "X-Live: 1", "Accept-Language: ru", "Accept-Encoding: gzip",
                f"X-Ticket: {self.ticket}", f"X-CSRFToken: {self.token}",
                f"Content-Length: {len(body)}", "Content-Type: application/x-www-form-urlencoded", "", body,
            ]  # fmt: skip
            writer.write("\r\n".join(lines).encode())
            try:
                head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            except (asyncio.IncompleteReadError, ConnectionError):
                # The server ends a line that was long idle; a browser takes a new one.
                self.line = await asyncio.open_connection("127.0.0.1", self.port)
                reader, writer = self.line
                writer.write("\r\n".join(lines).encode())
                head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            headers = {}
            for one in filter(None, head[1:]):
                name, _colon, value = one.partition(": ")
                if name.lower() == "set-cookie":
                    cookie, _sign, content = value.partition(";")[0].partition("=")
                    self.cookies[cookie] = content
                headers[name.lower()] = value
            status = int(head[0].split()[1])
            content = await reader.readexactly(int(headers.get("content-length", 0)))
            if headers.get("content-encoding") == "gzip":
                content = gzip.decompress(content)
            if "x-mark" in headers:
                self.mark, self.page = headers["x-mark"], content.decode()
                self.rest()
            return status, headers, content.decode()

    async def open(self) -> None:
        kind = "desk" if self.at_desk else "follow"
        status, _headers, self.page = await self.ask("GET", f"/sessions/{self.session}/{kind}/")
        if status != 200:
            raise SystemExit(f"The page of {kind} answers {status}")
        self.ticket, self.mark = TICKET.search(self.page)[1], MARK.search(self.page)[1]
        self.token = TOKEN.search(self.page)[1]

    async def look(self, *, anew: bool = False) -> None:
        seen = "" if anew else self.mark
        path = f"/sessions/{self.session}/state/?{'desk=&' if self.at_desk else ''}seen={seen}"
        _status, headers, _content = await self.ask("GET", path)
        self.ticket = headers.get("x-ticket", self.ticket)

    def rest(self) -> None:
        beat = DESK_BEAT if self.at_desk else BEAT
        self.due = time.perf_counter() + beat + random.uniform(0, SPREAD)

    async def follow(self) -> None:
        self.due = time.perf_counter() + random.uniform(0, BEAT)
        while True:
            while (wait := self.due - time.perf_counter()) > 0:
                await asyncio.sleep(wait)
            await self.look()
            self.rest()

    async def vote(self, at: float) -> float:
        await asyncio.sleep(at - time.perf_counter())
        started = time.perf_counter()
        status, _headers, content = await self.ask("POST", CAST.search(self.page)[1], "choice=for")
        if status != 200:
            raise SystemExit(f"A vote is answered {status}: {content[:300]}")
        return time.perf_counter() - started


@dataclass
class Told:
    """What one round has shown."""

    sessions: int
    acknowledged: float
    seen: float
    right: float
    spent: float

    @property
    def is_met(self) -> bool:
        return self.acknowledged <= ACKNOWLEDGED and max(self.seen, self.right) <= RIGHT


async def play(port: int, halls: list[dict], processor: Callable[[], float]) -> Told:
    desks = [Screen(port, hall["session"], {"sessionid": hall["desk"]}, at_desk=True) for hall in halls]
    phones = [Screen(port, hall["session"], {"sessionid": key}) for hall in halls for key in hall["members"]]
    for screen in [*desks, *phones]:
        await screen.open()
    following = [asyncio.create_task(screen.follow()) for screen in [*desks, *phones]]
    await asyncio.sleep(2 * BEAT)
    put_at = time.perf_counter()
    await asyncio.gather(*(put(desk, hall["decision"]) for desk, hall in zip(desks, halls, strict=True)))
    while not all(CAST.search(phone.page) for phone in phones):
        if time.perf_counter() > put_at + PATIENCE:
            raise SystemExit("A member has not seen the question.")
        await asyncio.sleep(0.02)
    seen, before = time.perf_counter() - put_at, processor()
    opens = time.perf_counter()
    waits = await asyncio.gather(*(phone.vote(opens + random.uniform(0, VOTING)) for phone in phones))
    ended = time.perf_counter()
    while not all(desk.mark.endswith(f".{MEMBERS}") for desk in desks):
        if time.perf_counter() > ended + PATIENCE:
            raise SystemExit("A desk does not show every vote.")
        await asyncio.sleep(0.02)
    right = time.perf_counter() - ended
    for task in following:
        task.cancel()
    spent = processor() - before
    for desk in desks:
        await call_off(desk)
    return Told(len(halls), quantiles(waits, n=20)[-1], seen, right, spent)


async def put(desk: Screen, decision: int) -> None:
    status, _headers, content = await desk.ask("POST", f"/sessions/decisions/{decision}/vote/")
    if status != 200:
        raise SystemExit(f"The question is answered {status}: {content[:300]}")
    await desk.look(anew=True)


async def call_off(desk: Screen) -> None:
    await desk.look(anew=True)
    path = re.search(r'action="(/sessions/votes/\d+/call-off/)"', desk.page)
    await desk.ask("POST", path[1], "reason=bench")


def key_of(person, login: str) -> str:
    """Give a person an account that is signed in, and return the cookie of the sign-in."""
    from django.test import Client

    from metodika.directory.accounts.lifecycle import AccountStatus
    from metodika.directory.accounts.models import User

    user = User(login=login, person=person, status=AccountStatus.ACTIVE)
    user.set_unusable_password()
    user.save()
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def build() -> None:
    """Make the sessions with their members signed in; print them for the process that measures."""
    ground.stand(SIZE, urls="config.urls")
    from django.utils import timezone

    from metodika.governance.meetings import services
    from tests.factories.bodies import SINCE, make_body, make_composition, make_kind
    from tests.factories.directory import MunicipalityFactory, PersonFactory, ProfileFactory
    from tests.factories.regulations import make_act

    run = f"{timezone.now():%d%H%M%S}"
    profile = ProfileFactory(code=f"bench-{run}")
    rules = {"members_follow": True, "members_vote": True, "offices": ["chair", "deputy", "secretary"]}
    place = MunicipalityFactory(name=f"Округ {run}")
    kind = make_kind(profile, code=f"bench-{run}", rules=rules)
    halls = []
    for number in range(MOST):
        people = [PersonFactory() for _seat in range(MEMBERS)]
        body = make_body(kind, host=place, name=f"Совет {run} {number}")
        make_composition(body, people, act=make_act(owner=place, issued_on=SINCE, number=f"{run}-{number}"))
        session = services.plan_session(body, on=timezone.localdate(), by=None)
        item = services.add_item(session, question="Вопрос", by=None)
        for row in session.attendances.all():
            services.note_arrival(row, by=None)
        session = services.open_session(session, by=None)
        services.open_item(item, by=None)
        decision = services.record_decision(item, text="Одобрить", by=None)
        keys = [key_of(person, f"bench-{run}-{number}-{seat}") for seat, person in enumerate(people)]
        halls.append({"session": session.pk, "decision": decision.pk, "desk": keys[2], "members": keys})
    from config.processes import THREADS

    print(json.dumps({"halls": halls, "threads": THREADS}))


def main() -> None:
    made = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bench.sessions", "build"], check=True, stdout=subprocess.PIPE
    )
    told_by_build = json.loads(made.stdout.splitlines()[-1])
    halls, threads = told_by_build["halls"], told_by_build["threads"]
    folder = os.environ.get(f"METODIKA_BENCH_{SIZE}", str(ground.BUILDS / SIZE))
    workers = os.environ.get("METODIKA_WEB_PROCESSES", "1")
    port = running.free_port()
    command = [
        sys.executable, "-W", "ignore", "-m", "granian", "--interface", "wsgi", "--port", str(port),
        "--workers", workers, "--blocking-threads", str(threads), "--no-ws", "--log-level", "warning",
        "config.wsgi:application",
    ]  # fmt: skip
    environment = os.environ | {"METODIKA_DATA": folder, "METODIKA_DEMO": "1", "MALLOC_ARENA_MAX": "2"}
    process = subprocess.Popen(command, env=environment, cwd=ground.ROOT)
    figures = []
    try:
        for count in TRIES:
            told = asyncio.run(_when_ready(process.pid, port, halls[:count]))
            figures.append(
                Figure(
                    f"Sessions of {MEMBERS} members: {count}, with {count * MEMBERS} votes in {VOTING:g} s",
                    f"95 % acknowledged within {told.acknowledged * 1000:.0f} ms",
                    f"every phone has the question after {told.seen:.2f} s, every desk is right "
                    f"{told.right:.2f} s after the last vote",
                    f"≤ {ACKNOWLEDGED * 1000:.0f} ms and ≤ {RIGHT:g} s", told.is_met,
                    f"{told.spent:.1f} s of processor "
                    f"while they vote; web processes: {workers}; load {os.getloadavg()[0]:.1f}",
                )
            )  # fmt: skip
    finally:
        process.terminate()
        process.wait(30)
    record("sessions", figures)


async def _when_ready(web: int, port: int, halls: list[dict]) -> Told:
    for _n in range(600):
        try:
            _reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            writer.close()
            break
    return await play(port, halls, lambda: sum(running.spent(one) for one in running.family(web)))


if __name__ == "__main__":
    build() if sys.argv[1:] == ["build"] else main()
