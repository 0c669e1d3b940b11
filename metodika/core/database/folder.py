"""The data folder: database files, uploads and the secrets of this installation."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

import platformdirs


def data_folder() -> Path:
    """Return the folder with the data of this installation, created when missing.

    METODIKA_DATA names it; else the user's data folder, or the system's one for root, whose home
    the database server's own user may not enter.
    """
    named = os.environ.get("METODIKA_DATA")
    if named:
        folder = Path(named).expanduser().resolve()
    elif os.geteuid() == 0:
        folder = Path("/var/lib/metodika")
    else:
        folder = Path(platformdirs.user_data_dir("metodika"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def kept_secret(name: str, folder: Path | None = None) -> str:
    """Return a random secret that stays the same for a data folder and only its owner can read."""
    path = (folder or data_folder()) / "secrets" / name
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Several processes may start at once: the first one's secret holds, and nobody reads half of it.
        descriptor, made = mkstemp(dir=path.parent)
        with os.fdopen(descriptor, "w") as stream:
            stream.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(made, path)
        os.unlink(made)
    return path.read_text()
