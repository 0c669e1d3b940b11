"""The demo on which a script measures: its own data folder for each size, built at the first call."""

import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILDS = Path(os.environ.get("METODIKA_BENCH_DATA", ROOT / "build" / "bench"))


def stand(size: str, *, urls: str = "bench.floor") -> float:
    """Start the database of a size, set Django up; return the seconds of building it, 0 if it is there."""
    folder = os.environ.get(f"METODIKA_BENCH_{size}", str(BUILDS / size))
    Path(folder).mkdir(parents=True, exist_ok=True)
    os.environ |= {"METODIKA_DATA": folder, "DJANGO_SETTINGS_MODULE": "config.settings", "METODIKA_DEMO": "1"}
    os.environ.pop("METODIKA_DEBUG", None)

    import django
    from django.conf import settings

    from metodika.core.database import embedded

    embedded.start(Path(folder))
    django.setup()
    settings.ROOT_URLCONF = urls
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]

    from django.utils import translation

    from config import processes
    from metodika.web.demo import builder

    translation.activate("ru")
    processes.prepare()
    if builder.built_size() is None:
        print(f"Building the demo of size {size} in {folder}", file=sys.stderr)
        return build(size)
    return 0


def build(size: str) -> float:
    """Build the demo anew and return the seconds."""
    from metodika.web.demo import builder

    if builder.built_size() is not None:
        builder.clear()
    started = time.perf_counter()
    builder.build(size, say=lambda line: print(f"  {line}", file=sys.stderr))
    return time.perf_counter() - started


def folder() -> Path:
    """Return the data folder in use."""
    return Path(os.environ["METODIKA_DATA"])
