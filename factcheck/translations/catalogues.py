"""The catalogue from the sources: `make translations` runs this after words were added or changed.

Every marked message of the code and the templates goes into `messages.pot`, and from there into the
languages' `messages.po`: new ones empty, those that nobody says any more dropped. Nothing is
guessed from similar messages, because a guess reads like a translation.
"""

from typing import IO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from factcheck import paths
from factcheck.language import ENGLISH, LANGUAGES, catalogue_file

TRANSLATED = tuple(code for code in LANGUAGES if code != ENGLISH)
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


def write_template(catalogue: Catalog, file: IO[bytes]) -> None:
    """The messages alone; without a header the same messages always give the same file."""
    _write(catalogue, file, omit_header=True)


def _write(catalogue: Catalog, file: IO[bytes], *, omit_header: bool) -> None:
    write_po(
        file,
        catalogue,
        width=0,
        omit_header=omit_header,
        sort_by_file=True,
        ignore_obsolete=True,
        include_lineno=False,
    )


def read(code: str) -> Catalog:
    """A language's catalogue, empty for a language that is new."""
    if not catalogue_file(code).exists():
        return Catalog(locale=code, project="factcheck", charset="utf-8", fuzzy=False)
    with catalogue_file(code).open("rb") as opened:
        return read_po(opened, locale=code)


def update(code: str, found: Catalog) -> None:
    """Bring a language's catalogue to the messages of the sources; what is translated stays."""
    own = read(code)
    own.update(found, no_fuzzy_matching=True, update_creation_date=False)
    catalogue_file(code).parent.mkdir(parents=True, exist_ok=True)
    with catalogue_file(code).open("wb") as opened:
        _write(own, opened, omit_header=False)


def main() -> None:
    found = extract()
    with TEMPLATE.open("wb") as opened:
        write_template(found, opened)
    for code in TRANSLATED:
        update(code, found)


if __name__ == "__main__":
    main()
