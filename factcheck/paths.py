"""Where the files that ship with the program are."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
STATIC = PACKAGE / "static"
MIGRATIONS = PACKAGE / "migrations"
SAMPLE = PACKAGE / "sample"
TRANSLATIONS = PACKAGE / "translations"


def templates() -> Path:
    """The folder of the Jinja templates.

    A wheel carries them inside the package; a checkout has them at its top level (an editable
    install ignores the wheel's `force-include`).
    """
    packaged = PACKAGE / "templates"
    return packaged if packaged.is_dir() else PACKAGE.parent / "templates"
