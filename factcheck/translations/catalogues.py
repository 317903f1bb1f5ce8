"""The catalogue from the sources: `make translations` runs this after words were added or changed.

Every marked message of the code and the templates goes into `messages.pot`, and from there into the
languages' `messages.po`: new ones empty, those that nobody says any more dropped. Nothing is
guessed from similar messages, because a guess reads like a translation.
"""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from factcheck import paths
from factcheck.language import ENGLISH, LANGUAGES, catalogue_file

TEMPLATE = paths.TRANSLATIONS / "messages.pot"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "marked": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "marked_in": ((1, "c"), 2),
}
# Method of extraction, by folder: the package's Python, the templates' Jinja.
_OPTIONS = {"**.html": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}}


def extract() -> Catalog:
    """Every message that the sources mark, with the files that say it."""
    catalogue = Catalog(project="factcheck", charset="utf-8")
    for folder, name, methods in (
        (paths.PACKAGE, "factcheck", [("**.py", "python")]),
        (paths.templates(), "templates", [("**.html", "jinja2")]),
    ):
        found = extract_from_dir(
            folder, method_map=methods, options_map=_OPTIONS, keywords=KEYWORDS, comment_tags=()
        )
        for file, _line, message, _comments, context in found:
            # Files without their lines: a line more above a message is no change of the catalogue.
            catalogue.add(message, locations=[(f"{name}/{file}", 0)], context=context)
    return catalogue


def write(catalogue: Catalog, file: Path) -> None:
    """Write a catalogue so that the same messages always give the same file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as opened:
        write_po(
            opened,
            catalogue,
            width=0,
            omit_header=file == TEMPLATE,
            sort_by_file=True,
            ignore_obsolete=True,
            include_lineno=False,
        )


def update(code: str, catalogue: Catalog) -> Catalog:
    """A language's catalogue with the messages of the sources and what was translated of them."""
    file = catalogue_file(code)
    if not file.exists():
        return Catalog(locale=code, project="factcheck", charset="utf-8")
    with file.open("rb") as opened:
        own = read_po(opened, locale=code)
    own.update(catalogue, no_fuzzy_matching=True, update_creation_date=False)
    return own


def main() -> None:
    found = extract()
    write(found, TEMPLATE)
    for code in LANGUAGES:
        if code != ENGLISH:
            write(update(code, found), catalogue_file(code))


if __name__ == "__main__":
    main()
