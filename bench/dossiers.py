"""A dossier with 300 documents, packed as its job packs it, beside one with 75: memory must not follow them.

On the demo of size M: copies of one printed document, each with a file of its own, registered in two kinds.
Everything is written in a transaction that is taken back; each number of documents has a process of its own.
"""

import subprocess
import sys
import time

from bench import ground
from bench.documents import resident
from bench.results import Figure, record

SIZE, DOCUMENTS, FEW, MOST_SECONDS, MOST_GROWTH = "M", 300, 75, 60.0, 10.0
KILOBYTES = 200
KINDS = ("meetings.minutes", "meetings.extract")
DIRECTION = "methodical_work"


def registered(place, count: int) -> None:
    """Register so many papers of a place in two kinds, each with a PDF of its own."""
    import random

    from django.core.files.base import ContentFile
    from django.utils import timezone

    from metodika.core.files.uploads import store_upload
    from metodika.directory.records.models import Rendition
    from metodika.directory.records.services import draft_record, register_record

    chance, today = random.Random(5), timezone.localdate()
    for number in range(count):
        row = draft_record(
            kind=KINDS[number % 2],
            organisation=place,
            title=f"Документ {number + 1}",
            dated_on=today,
            by=None,
        )
        register_record(row, by=None)
        content = b"%PDF-1.7\n" + chance.randbytes(KILOBYTES * 1024) + b"\n%%EOF\n"
        kept = store_upload(ContentFile(content, name=f"{number}.pdf"), allowed={"pdf"}, by=None)
        Rendition.objects.create(
            record=row, no=1, pdf=kept, sha256=kept.sha256, content_sha256=kept.sha256, places={}
        )


def asked(place) -> None:
    """Let the profile ask for the papers of both kinds beside all that it asks for."""
    positions = place.profile.data["dossiers"][DIRECTION]["positions"]
    positions["decisions"]["proofs"] += [
        {"say": f"Документы вида {kind}", "of": {"fact": "records.registered", "where": {"kind": [kind]}}}
        for kind in KINDS
    ]
    place.profile.save()


def packed(count: int) -> dict[str, float]:
    """Freeze and pack a dossier with so many documents more; tell seconds, memory and size."""
    from django.utils import timezone

    from metodika.core.calendar import school_year
    from metodika.directory.accounts.models import User
    from metodika.directory.organisations.models import Organisation
    from metodika.steering.dossiers import services
    from metodika.steering.dossiers.models import Dossier
    from metodika.steering.dossiers.rules.contents import Content, documents_of

    place = Organisation.objects.select_related("profile").get(level="municipality")
    by = User.objects.get(login="demo-admin")
    registered(place, count)
    asked(place)
    dossier = services.begin_dossier(
        place, direction=DIRECTION, period=school_year(timezone.localdate()), is_public=False, by=by
    )
    told: dict[str, float] = {"before": resident()}
    started = time.perf_counter()
    frozen = services.freeze_dossier(dossier, now=timezone.now(), by=by)
    told |= {"frozen": resident(), "freezing": time.perf_counter() - started}
    services.pack_dossier(frozen.pk, attempt=frozen.attempt)
    told |= {"end": resident(), "seconds": time.perf_counter() - started}
    ready = Dossier.objects.select_related("archive").get(pk=dossier.pk)
    listed = documents_of(Content.from_data(ready.content or {}))
    told |= {"documents": sum(1 for _one in listed), "size": ready.archive.size / 1024 / 1024}
    return told


def most() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def job(count: int) -> dict[str, float]:
    ground.stand(SIZE)
    from django.db.transaction import atomic, set_rollback

    with atomic():
        told = packed(count)
        set_rollback(True)
    return told | {"most": most()}


def in_process(count: int) -> dict[str, float]:
    command = [sys.executable, "-W", "ignore", "-m", "bench.dossiers", "job", str(count)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = eval(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    if sys.argv[1:2] == ["job"]:
        sys.stdout.write(repr(job(int(sys.argv[2]))) + "\n")
        return
    ground.stand(SIZE)
    few, many = in_process(FEW), in_process(DOCUMENTS)
    growth = (many["most"] - few["most"]) / few["most"] * 100
    record(
        "dossiers",
        [
            Figure(
                f"A dossier with {many['documents']:.0f} documents frozen and packed, archive of "
                f"{many['size']:.0f} MB, PDF and public report made",
                f"{many['seconds']:.1f} s",
                f"with {few['documents']:.0f} documents {few['seconds']:.1f} s",
                f"<= {MOST_SECONDS:.0f} s", many["seconds"] <= MOST_SECONDS,
                f"{many['freezing']:.1f} s of it to freeze",
            ),
            Figure(
                "Peak memory of the process", f"{many['most']:.0f} MB",
                f"{few['most']:.0f} MB with {few['documents']:.0f} documents",
                f"<= {MOST_GROWTH:.0f} % more", growth <= MOST_GROWTH,
                f"{growth:+.1f} %; {many['before']:.0f} MB before, {many['end']:.0f} after",
            ),
        ],
    )  # fmt: skip


if __name__ == "__main__":
    main()
