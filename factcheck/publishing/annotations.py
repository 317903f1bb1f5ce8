"""Checked claims as Web Annotations (W3C): what the desk says of these words of that article.

The words are named by quotation and by position, in the text whose SHA-256 stands beside them. The
positions count Unicode code points of that text, as the standard wants it; JavaScript's strings
count UTF-16 units, so a script goes through `Array.from(text)`.
"""

import base64
from typing import Any

from factcheck.publishing.checked import Published, page_url
from factcheck.publishing.claimreview import LICENCE

MEDIA_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
_ANNOTATIONS = "http://www.w3.org/ns/anno.jsonld"
_TERMS = {"sha256": "https://schema.org/sha256"}
_CONTEXT = [_ANNOTATIONS, _TERMS]


def annotation_page(
    published: Published, *, base: str, organisation: str, cached: str = ""
) -> dict[str, Any] | None:
    """The annotations of a checked claim; None when it was retracted.

    `cached` is the address of a kept copy of the article's page, if one is known.
    """
    if published.is_retracted:
        return None
    address = f"{base.rstrip('/')}/api/v1/checked-claims/{published.checked.id}/annotations"
    return {
        "@context": _CONTEXT,
        "id": address,
        "type": "AnnotationPage",
        "items": [_annotation(published, base, organisation, cached)],
    }


def _annotation(published: Published, base: str, organisation: str, cached: str) -> dict[str, Any]:
    url, language = page_url(published, base), published.article.language
    label, rationale = published.rating["label"], published.verdict.rationale
    return {
        "id": f"{url}#annotation",
        "type": "Annotation",
        "motivation": "assessing",
        "created": published.checked.published_at.isoformat(),
        "modified": published.checked.updated_at.isoformat(),
        "creator": {
            "id": base.rstrip("/") + "/",
            "type": "Organization",
            "name": organisation,
        },
        "rights": LICENCE,
        "body": [
            _words(label, "tagging", language),
            _words(rationale, "assessing", language),
            {"type": "SpecificResource", "source": url, "purpose": "linking"},
        ],
        "target": _target(published, cached),
    }


def _words(value: str, purpose: str, language: str) -> dict[str, str]:
    body = {
        "type": "TextualBody",
        "value": value,
        "format": "text/plain",
        "purpose": purpose,
    }
    return body | ({"language": language} if language else {})


def _target(published: Published, cached: str) -> dict[str, Any]:
    claim, version = published.claim, published.version
    state = {"type": "TimeState", "sourceDate": version.created_at.isoformat()}
    if cached:
        state["cached"] = cached
    return {
        "type": "SpecificResource",
        "source": published.article.url or _name_of(version.sha256),
        "sha256": version.sha256,
        "state": state,
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": claim.text,
                "prefix": claim.prefix,
                "suffix": claim.suffix,
            },
            {
                "type": "TextPositionSelector",
                "start": claim.start_offset,
                "end": claim.end_offset,
            },
        ],
    }


def _name_of(sha256: str) -> str:
    """A text without an address, named by its hash (RFC 6920)."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"


def _closed(required: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": required.split(),
        "additionalProperties": False,
        "properties": properties,
    }


_TEXT = {"type": "string", "minLength": 1}
_TIME = {"type": "string", "format": "date-time"}
_ADDRESS = {"type": "string", "format": "uri"}
_SHA256 = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_QUOTE = _closed(
    "type exact prefix suffix",
    type={"const": "TextQuoteSelector"},
    exact=_TEXT,
    prefix={"type": "string", "maxLength": 32},
    suffix={"type": "string", "maxLength": 32},
)
_POSITION = _closed(
    "type start end",
    type={"const": "TextPositionSelector"},
    start={"type": "integer", "minimum": 0},
    end={"type": "integer", "minimum": 1},
)
_BODY = _closed(
    "type value format purpose",
    type={"const": "TextualBody"},
    value=_TEXT,
    format={"const": "text/plain"},
    purpose={"enum": ["tagging", "assessing"]},
    language=_TEXT,
)
_LINK = _closed(
    "type source purpose",
    type={"const": "SpecificResource"},
    source=_ADDRESS,
    purpose={"const": "linking"},
)
SCHEMA = _closed(
    "@context id type items",
    **{
        # Said part by part: programs that make clients know a const of plain values alone.
        "@context": {
            "type": "array",
            "minItems": 2,
            "maxItems": 2,
            "items": {
                "anyOf": [
                    {"const": _ANNOTATIONS},
                    _closed("sha256", sha256={"const": _TERMS["sha256"]}),
                ]
            },
        },
        "id": _ADDRESS,
        "type": {"const": "AnnotationPage"},
        "items": {
            "type": "array",
            "minItems": 1,
            "items": _closed(
                "id type motivation created modified creator rights body target",
                id=_ADDRESS,
                type={"const": "Annotation"},
                motivation={"const": "assessing"},
                created=_TIME,
                modified=_TIME,
                creator=_closed(
                    "id type name", id=_ADDRESS, type={"const": "Organization"}, name=_TEXT
                ),
                rights=_ADDRESS,
                body={"type": "array", "minItems": 2, "items": {"oneOf": [_BODY, _LINK]}},
                target=_closed(
                    "type source sha256 state selector",
                    type={"const": "SpecificResource"},
                    source=_ADDRESS,
                    sha256=_SHA256,
                    state=_closed(
                        "type sourceDate",
                        type={"const": "TimeState"},
                        sourceDate=_TIME,
                        cached=_ADDRESS,
                    ),
                    selector={
                        "type": "array",
                        "items": {"anyOf": [_QUOTE, _POSITION]},
                        "minItems": 2,
                        "maxItems": 2,
                    },
                ),
            ),
        },
    },
)
"""JSON Schema (2020-12) of an answer, narrower than the W3C's model; in the OpenAPI document."""
