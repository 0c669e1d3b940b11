"""What a wheel needs beside the code: profiles, compiled catalogue, vendored files, inside the package."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent
# config/settings.py looks here when the folders do not stand beside the code.
SHIPPED = Path("config") / "shipped"


class BuildWithData(build_py):
    """Copy the folders that stand beside the packages in the repository."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        target = Path(self.build_lib) / SHIPPED
        for name in ("profiles", "static"):
            shutil.copytree(HERE / name, target / name, dirs_exist_ok=True)
        for catalogue in (HERE / "locale").rglob("*.po"):
            compile_catalogue(catalogue, (target / catalogue.relative_to(HERE)).with_suffix(".mo"))


def compile_catalogue(source: Path, compiled: Path) -> None:
    import polib  # noqa: PLC0415 - only a wheel needs it

    compiled.parent.mkdir(parents=True, exist_ok=True)
    polib.pofile(str(source)).save_as_mofile(str(compiled))


setup(cmdclass={"build_py": BuildWithData})
