"""What XML readers of feeds share: text without traps, and when HTML in a feed is a whole article.

Pure.
"""

import re
from urllib.parse import urljoin

from factcheck.articles.decoding import decode_text
from factcheck.articles.text import clean_text, is_web_address
from factcheck.articles.visible_text import XML_DECLARATION, plain_text
from factcheck.errors import InvalidInput
from factcheck.language import gettext as _

_DOCUMENT_TYPE = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# Below this it is a teaser, whatever element it stands in.
_FEWEST_WORDS = 60
_CUT_OFF = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|(?:continue|keep) reading|read (?:more|on|the full [^\n]{1,40}))"
    r"[\s»>→.…\])]*$",
    re.IGNORECASE,
)


def xml_text(data: bytes, content_type: str | None) -> str:
    """The document without its declaration, whose encoding is as often wrong as right.

    Raises `InvalidInput` for a document type: entities in one are how XML bombs are built.
    """
    text = clean_text(decode_text(data, content_type=content_type))
    if _DOCUMENT_TYPE.search(text):
        raise InvalidInput(_("This feed has a document type (DOCTYPE) and is not read."))
    return XML_DECLARATION.sub("", text)


def whole_text(markup: str) -> str:
    """The article in a feed's HTML, empty when it is only the beginning of one."""
    text = plain_text(markup)
    if len(text.split()) < _FEWEST_WORDS or _CUT_OFF.search(text[-60:]):
        return ""
    return text


def address_from(base: str, link: object) -> str:
    """A link as a whole web address, empty for anything else."""
    if not isinstance(link, str) or not link.strip():
        return ""
    try:
        found = urljoin(base, link.strip())
    except ValueError:
        return ""
    return found if is_web_address(found) else ""
