"""A checked claim as one row of a table: our own columns, filled from its native JSON."""

from dataclasses import dataclass
from typing import Any

from factcheck.tasks.lifecycle import QUESTIONS
from factcheck.verdicts.statements import SELECTION_REASONS

# As Frictionless calls them.
Kind = str
Cell = str | int | None
_YES_OR_NO = {True: "yes", False: "no", None: None}


@dataclass(frozen=True)
class Column:
    """A column of the table. `kind` is `string`, `integer`, `date` or `datetime`."""

    name: str
    kind: Kind
    description: str
    enum: tuple[str, ...] = ()
    required: bool = False


COLUMNS = (
    Column("id", "integer", "Number of the checked claim; never used again.", required=True),
    Column("url", "string", "Address of its page.", required=True),
    Column("slug", "string", "The page's name within the desk.", required=True),
    Column(
        "state",
        "string",
        "A retracted check keeps only what says so.",
        ("published", "under_correction", "retracted"),
        required=True,
    ),
    Column("revision", "integer", "Counts what was published, from 1.", required=True),
    Column("supersedes", "integer", "The revision that this one replaced."),
    Column("published_at", "datetime", "When it was first published.", required=True),
    Column("updated_at", "datetime", "When it last changed.", required=True),
    Column("notice", "string", "Why it is under correction or was retracted."),
    Column("question", "string", "What was checked.", QUESTIONS),
    Column(
        "kind", "string", "Somebody's words in quotation marks, or a statement.", ("quote", "claim")
    ),
    Column("claim", "string", "The words as they stand in the article."),
    Column("speaker", "string", "Whom the claim is attributed to; empty: the article's own voice."),
    Column(
        "speaker_affiliation", "string", "The party, company or office that the speaker belongs to."
    ),
    Column("types", "string", "What kinds of statement it is, with a space between."),
    Column("due", "date", "When a pledge or prediction falls due."),
    Column("prefix", "string", "What stands before the claim."),
    Column("suffix", "string", "What stands after the claim."),
    Column("start", "integer", "First code point of the claim in the article's text."),
    Column("end", "integer", "The code point after its last."),
    Column(
        "anchor_state", "string", "Whether it is where it was.", ("anchored", "moved", "orphaned")
    ),
    Column("version_sha256", "string", "Hash of the article's text that was judged."),
    Column("article_id", "integer", "Number of the article."),
    Column("article_title", "string", "The article's title."),
    Column("article_url", "string", "The article's address."),
    Column("outlet", "string", "Who published the article."),
    Column("language", "string", "The article's language (BCP 47)."),
    Column("article_published", "date", "The day of the article."),
    Column("rating", "string", "Code of the verdict on its scale."),
    Column("rating_label", "string", "The verdict in words."),
    Column("rating_value", "integer", "Its number, nearer 5 is truer; empty: off the numbers."),
    Column("scale", "string", "The rating scale."),
    Column("scale_version", "integer", "The scale's version."),
    Column("rationale", "string", "The conclusion."),
    Column("evidence_urls", "string", "Addresses of the cited evidence, with a space between."),
    Column(
        "withheld_sources", "integer", "How many of the cited sources are not named, for safety."
    ),
    Column("selection_reason", "string", "Why the claim was taken up.", SELECTION_REASONS),
    Column("public_interest", "string", "Whether it is of public interest.", ("yes", "no")),
    Column("machine_steps", "string", "What a program had a part in, with a space between."),
    Column("comparison", "string", "How the quote compares with its source, word by word."),
    Column("approved_at", "datetime", "When the second person signed this revision."),
    Column("content_hash", "string", "What was signed."),
)
NAMES = tuple(column.name for column in COLUMNS)


def flat_row(native: dict[str, Any]) -> dict[str, Cell]:
    """The row of a check's native JSON; of a retracted one the tombstone's cells alone."""
    row: dict[str, Cell] = dict.fromkeys(NAMES)
    row.update({name: native[name] for name in NAMES[:9] if name in native})
    if "verdict" not in native:
        return row
    versions = native["versions"]
    if len(versions) > 1:
        row["supersedes"] = versions[-2]["revision"]
    row["question"] = native["question"]
    row.update(_claim_cells(native["claim"]))
    row.update(_article_cells(native["article"]))
    row.update(_verdict_cells(native["verdict"]))
    if native["comparison"]:
        row["comparison"] = native["comparison"]["result"]
    row["selection_reason"] = native["selection"]["reason"]
    row["public_interest"] = _YES_OR_NO[native["selection"]["public_interest"]]
    row["machine_steps"] = " ".join(native["machine_steps"])
    row.update(native["approval"])
    return row


def _claim_cells(claim: dict[str, Any]) -> dict[str, Cell]:
    anchor = claim["anchor"]
    return {
        "kind": claim["kind"],
        "claim": claim["text"],
        "speaker": claim["speaker"],
        "speaker_affiliation": claim["speaker_affiliation"],
        "types": " ".join(claim["types"]),
        "due": claim["due"],
        "prefix": anchor["prefix"],
        "suffix": anchor["suffix"],
        "start": anchor["start"],
        "end": anchor["end"],
        "anchor_state": anchor["state"],
        "version_sha256": anchor["version_sha256"],
    }


def _article_cells(article: dict[str, Any]) -> dict[str, Cell]:
    return {
        "article_id": article["id"],
        "article_title": article["title"],
        "article_url": article["url"],
        "outlet": article["outlet"],
        "language": article["language"],
        "article_published": article["published"],
    }


def _verdict_cells(verdict: dict[str, Any]) -> dict[str, Cell]:
    return {
        "rating": verdict["rating"],
        "rating_label": verdict["label"],
        "rating_value": verdict["value"],
        "scale": verdict["scale"]["id"],
        "scale_version": verdict["scale"]["version"],
        "rationale": verdict["rationale"],
        "evidence_urls": " ".join(one["url"] for one in verdict["evidence"] if one["url"]),
        "withheld_sources": sum(bool(one["withheld"]) for one in verdict["evidence"]),
    }
