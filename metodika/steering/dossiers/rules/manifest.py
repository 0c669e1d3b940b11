"""The list of files with their hashes, by which anybody checks that an archive is whole."""

from collections.abc import Mapping

NAME = "manifest.sha256"


def manifest(files: Mapping[str, str]) -> str:
    """Return one line a file, hash and path, by path; `sha256sum -c` reads it.

    Source: GNU coreutils, sha256sum, format of its lists.
    """
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(files.items()))


def differences(told: str, found: Mapping[str, str]) -> list[str]:
    """Return the paths that are missing, changed or not listed, in their order.

    Source: GNU coreutils, sha256sum --check.
    """
    pairs = (line.split("  ", 1) for line in told.splitlines() if line)
    listed = {path: digest for digest, path in pairs}
    return sorted(path for path in listed.keys() | found.keys() if listed.get(path) != found.get(path))
