"""Every page that can be asked for with GET, with what its address names filled in."""

from collections.abc import Iterator

from sqlalchemy import text

from factcheck.web.guard import OPEN_ENDPOINTS
from tests.outside.conftest import Site

DOCTYPE = "<!doctype html>"
# Names in addresses, each with the statement that gives what there is.
_VALUES = {
    "slug": "SELECT slug FROM checked_claim ORDER BY id",
    "speaker_id": "SELECT id FROM speaker ORDER BY id",
    "task_id": "SELECT id FROM task ORDER BY id",
    "article_id": "SELECT id FROM article",
    "claim_id": "SELECT id FROM claim ORDER BY id",
    "source_id": "SELECT id FROM source_document",
    "document_id": "SELECT id FROM source_document",
    "user_id": "SELECT id FROM person",
    "number": "SELECT 0",
}


def addresses(site: Site, *, public: bool) -> Iterator[str]:
    """The addresses of pages that strangers may read, or of those that only the desk may."""
    with site.room.database.read() as session:
        known = {name: session.execute(text(sql)).scalars().all() for name, sql in _VALUES.items()}
    for rule in site.app.url_map.iter_rules():
        is_open = rule.endpoint in OPEN_ENDPOINTS
        if "GET" not in (rule.methods or ()) or is_open != public or rule.rule.startswith("/api/"):
            continue
        names = sorted(rule.arguments)
        if len(names) > 1 or not set(names) <= known.keys():
            continue
        # Of the desk the first few: what they differ in is their words.
        few = None if public else 4
        for value in known[names[0]][:few] if names else (None,):
            with site.app.test_request_context():
                built = rule.build({names[0]: value} if names else {}, append_unknown=False)
            assert built
            yield built[1]


def documents(site: Site, *, public: bool) -> dict[str, str]:
    """The HTML pages among them, by address, as they are answered; no pieces of pages."""
    browser = site.browser("" if public else "admin")
    found = {}
    for address in addresses(site, public=public):
        answer = browser.get(address)
        if answer.status_code == 200 and answer.text.lstrip().startswith(DOCTYPE):
            found[address] = answer.text
    return found
