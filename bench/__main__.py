"""All measurements one after another; `--region` builds size R anew as well."""

import subprocess
import sys

from bench.results import FOLDER, TITLES


def main() -> None:
    for section in TITLES:
        print(f"\n{TITLES[section]}", flush=True)
        subprocess.run([sys.executable, "-W", "ignore", "-m", f"bench.{section}", *sys.argv[1:]], check=False)
    print(f"\nWritten: {FOLDER / 'results.md'}")


if __name__ == "__main__":
    main()
