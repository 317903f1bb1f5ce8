"""Every form of any check is valid by its own rules, and all say the same of verdict, page, dates."""

import io
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from factcheck.articles.models import Article, ArticleVersion
from factcheck.articles.text import text_hash
from factcheck.claims.anchors import make_anchor
from factcheck.claims.models import Claim, Speaker
from factcheck.context.models import Comparison
from factcheck.publishing.annotations import SCHEMA, annotation_page
from factcheck.publishing.associated import Associated
from factcheck.publishing.checked import Published, make_published, page_url
from factcheck.publishing.claimreview import claim_review
from factcheck.publishing.entries import native_text
from factcheck.publishing.exports.duke import HEADER, duke_review, duke_row
from factcheck.publishing.exports.forms import FORMS, Publisher
from factcheck.publishing.facttools import google_claim
from factcheck.publishing.gate import missing_fields
from factcheck.publishing.native import native_json
from factcheck.publishing.provenance import provenance
from factcheck.tasks.models import Task
from factcheck.verdicts.models import Approval, CheckedClaim, Scale, Verdict
from factcheck.verdicts.scales import SHIPPED
from tests.api.test_google_client import validate as validate_google
from tests.publishing.exports.test_forms import DUKE

BASE, ORGANISATION = "https://desk.example", "The Desk"
OTHER = Associated("another-4", "true")
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60).filter(
    str.strip
)
OPTIONAL = st.just("") | WORDS
MOMENTS = st.integers(1_420_000_000, 2_050_000_000).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)
SHA256 = st.integers(0, 2**256 - 1).map(lambda number: f"{number:064x}")
EVIDENCE = st.fixed_dictionaries(
    {
        "url": st.sampled_from(["", "https://port.example/statement"]),
        "title": OPTIONAL,
        "passage": OPTIONAL,
        "stance": st.sampled_from(["", "supports", "undermines", "context"]),
        "snapshot_hash": st.just("") | SHA256,
        "archived": st.none()
        | st.fixed_dictionaries(
            {"at": MOMENTS.map(datetime.isoformat), "sha256": SHA256, "warc_sha256": SHA256}
        ),
    }
)


@st.composite
def checks(draw: st.DrawFn) -> Published:
    """Any check: of each question and rating, corrected any number of times, or taken back."""
    shipped = draw(st.sampled_from(SHIPPED))
    scale = Scale(
        id=shipped.id,
        version=shipped.version,
        question=shipped.question,
        label=shipped.label,
        ratings=[rating.to_json() for rating in shipped.ratings],
    )
    began = draw(MOMENTS)
    times = [began + timedelta(days=number) for number in range(draw(st.integers(1, 3)))]
    signed = [_signed(draw, scale, number, moment) for number, moment in enumerate(times, start=1)]
    text = draw(WORDS) + draw(WORDS) + draw(OPTIONAL)
    start = draw(st.integers(0, len(text) - 1))
    anchor = make_anchor(text, start, draw(st.integers(start + 1, len(text))))
    kind = "quote" if shipped.question == "said" else "claim"
    state = draw(st.sampled_from(["published", "under_correction", "retracted"]))
    compared = draw(st.sampled_from(["", "verbatim", "altered_material"]))
    approval = signed[-1][1]
    return make_published(
        checked=CheckedClaim(
            id=7,
            task_id=3,
            approval_id=approval.id,
            slug="a-claim-3",
            state=state,
            revision=len(signed),
            notice="A source was forged." if state == "retracted" else "",
            published_at=times[0],
            updated_at=times[-1],
        ),
        task=Task(id=3, claim_id=5, question=shipped.question),
        claim=Claim(
            id=5,
            kind=kind,
            text=anchor.exact,
            prefix=anchor.prefix,
            suffix=anchor.suffix,
            start_offset=anchor.start,
            end_offset=anchor.end,
        ),
        article=Article(
            id=2,
            title=draw(OPTIONAL),
            outlet=draw(OPTIONAL),
            url=draw(st.none() | st.just("https://news.example/bridges")),
            language=draw(st.sampled_from(["en", "pt-BR"])),
            published=draw(st.none() | st.dates(date(2000, 1, 1))),
        ),
        version=ArticleVersion(text=text, sha256=text_hash(text), created_at=began),
        speaker=draw(
            st.none()
            | st.builds(
                Speaker,
                name=WORDS,
                kind=st.sampled_from(["person", "body"]),
                affiliation=OPTIONAL,
            )
        ),
        scale=scale,
        signed=signed,
        outreach=(),
        comparison=Comparison(task_id=3, result=compared, detail={}) if compared else None,
        reasons=tuple(draw(WORDS) for _ in signed),
        scales={(scale.id, scale.version): scale},
        associated=draw(
            st.sampled_from([(), (OTHER,), (OTHER, Associated("third-6", "happened"))])
        ),
    )


def _signed(
    draw: st.DrawFn, scale: Scale, number: int, moment: datetime
) -> tuple[Verdict, Approval]:
    digest = draw(SHA256)
    verdict = Verdict(
        id=10 + number,
        author_id=1,
        scale_id=scale.id,
        scale_version=scale.version,
        rating=draw(st.sampled_from([one["code"] for one in scale.ratings])),
        rationale=draw(WORDS),
        evidence=draw(st.lists(EVIDENCE, max_size=3)),
        content_hash=digest,
        created_at=moment - timedelta(hours=1),
    )
    approval = Approval(
        id=20 + number,
        verdict_id=verdict.id,
        revision=number,
        author_id=1,
        approver_id=2,
        content_hash=digest,
        created_at=moment,
    )
    return verdict, approval


def bulk(published: Published, form: str) -> Any:
    chunks = FORMS[form].chunks(iter([native_text(published)]), Publisher(BASE, ORGANISATION))
    return json.loads(b"".join(chunks))


Said = tuple[str, str, str, str]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(checks())
def test_every_profile_validates_and_all_agree(published: Published) -> None:
    native = native_json(published, BASE)
    page = claim_review(published, base=BASE, organisation=ORGANISATION)
    annotations = annotation_page(published, base=BASE, organisation=ORGANISATION)
    if published.is_retracted:
        assert page is annotations is None
        assert "verdict" not in native
        assert bulk(published, "datafeed")["dataFeedElement"] == []
        return
    assert page is not None
    assert annotations is not None
    assert native["verdict"]["label"]
    days = (native["published_at"][:10], native["updated_at"][:10])
    said = {
        "native": (native["url"], native["verdict"]["label"], *days),
        "page": _of_page(page),
        "datacommons": _of_feed(bulk(published, "datafeed")),
        "duke": (*_of_duke(duke_review(page), published), days[1]),
        "duke row": (*_of_row(duke_row(7, page)), days[1]),
        "factchecktools": (*_of_google(published), *days),
        "annotation": _of_annotation(annotations, published),
    }
    assert set(said.values()) == {said["native"]}, said
    numbers = {
        native["verdict"]["value"],
        page["reviewRating"].get("ratingValue"),
        int(duke_review(page)["reviewRating"].get("ratingValue", -1)),
    }
    assert len(numbers - {-1}) == 1


def _of_page(page: dict[str, Any]) -> Said:
    gates = missing_fields(page)
    assert not gates["google"].required
    assert not gates["duke"].required
    assert not any(
        urlsplit(work["url"]).netloc == urlsplit(BASE).netloc
        for work in (page["itemReviewed"].get("appearance"),)
        if work
    )
    for one in page.get("associatedClaimReview", []):
        assert one["@id"] == f"{one['url']}#review" != page["@id"]
    label = page["reviewRating"]["alternateName"]
    return page["url"], label, page["datePublished"], page["dateModified"]


def _of_feed(feed: dict[str, Any]) -> Said:
    assert (feed["@context"], feed["@type"]) == ("https://schema.org", "DataFeed")
    (element,) = feed["dataFeedElement"]
    (review,) = element["item"]
    assert {"sdPublisher", "sdLicense"} <= review.keys()
    assert element["dateCreated"][:10] == review["datePublished"]
    assert feed["dateModified"] == element["dateModified"]
    return _of_page(review)


def _of_duke(review: dict[str, Any], published: Published) -> tuple[str, str, str]:
    Draft202012Validator(DUKE).validate(review)
    return review["url"], review["reviewRating"]["alternateName"], review["datePublished"]


def _of_row(row: dict[str, Any]) -> tuple[str, str, str]:
    assert tuple(row) == HEADER
    return row["url"], row["reviewRating.alternateName"], row["datePublished"]


def _of_google(published: Published) -> tuple[str, str]:
    claim = google_claim(published, base=BASE, organisation=ORGANISATION)
    validate_google(claim, "GoogleFactcheckingFactchecktoolsV1alpha1Claim")
    (review,) = claim["claimReview"]
    # Of the version in force, which a correction has signed anew.
    assert review["reviewDate"][:10] == published.approval.created_at.date().isoformat()
    return review["url"], review["textualRating"]


def _of_annotation(annotations: dict[str, Any], published: Published) -> Said:
    Draft202012Validator(SCHEMA, format_checker=FormatChecker()).validate(annotations)
    (one,) = annotations["items"]
    quote, position = one["target"]["selector"]
    text = published.version.text
    # Code points of the text whose hash is given; a script's strings count otherwise.
    assert text[position["start"] : position["end"]] == quote["exact"]
    assert text[: position["start"]].endswith(quote["prefix"])
    assert text[position["end"] :].startswith(quote["suffix"])
    assert one["target"]["sha256"] == text_hash(text)
    units = text.encode("utf-16-le")
    before = len(text[: position["start"]].encode("utf-16-le"))
    assert units[before:].decode("utf-16-le").startswith(quote["exact"])
    label, _rationale, link = one["body"]
    return link["source"], label["value"], one["created"][:10], one["modified"][:10]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(checks())
def test_provenance_is_prov_and_says_what_came_from_what(published: Published) -> None:
    prov = pytest.importorskip("prov.model", reason="pip install prov")
    written = provenance(published, base=BASE, organisation=ORGANISATION)

    document = prov.ProvDocument.deserialize(io.StringIO(json.dumps(written)), format="json")

    entities = {str(one.identifier) for one in document.get_records(prov.ProvEntity)}
    if published.is_retracted:
        assert entities == {f"desk:check-7-{published.checked.revision}"}
        assert len(list(document.get_records(prov.ProvInvalidation))) == 1
        return
    ids = entities | {
        str(one.identifier)
        for kind in (prov.ProvAgent, prov.ProvActivity)
        for one in document.get_records(kind)
    }
    relations = [one for one in document.get_records() if one.is_relation()]
    for relation in relations:
        for name in relation.args[:2]:
            assert str(name) in ids, relation
    newest = f"desk:check-7-{len(published.history)}"
    review = next(one for one in document.get_records() if str(one.identifier) == newest)
    assert review.get_attribute("schema:url") == {page_url(published, BASE)}
    assert review.get_attribute("schema:alternateName") == {published.rating["label"]}
    generated = {
        str(one.args[0]): (str(one.args[1]), one.args[2])
        for one in document.get_records(prov.ProvGeneration)
    }
    approval = f"desk:approval-{published.approval.id}"
    assert generated[newest] == (approval, published.approval.created_at)
    behind = {
        (str(one.args[0]), str(one.args[1])) for one in document.get_records(prov.ProvAssociation)
    }
    assert (approval, "desk:person-2") in behind
    assert (f"desk:judging-{published.verdict.id}", "desk:person-1") in behind
    assert ("desk:extraction", "desk:machine") in behind
    revised = [
        (str(one.args[0]), str(one.args[1]))
        for one in document.get_records(prov.ProvDerivation)
        if "prov:Revision" in map(str, one.get_asserted_types())
    ]
    numbers = range(2, len(published.history) + 1)
    assert revised == [(f"desk:check-7-{one}", f"desk:check-7-{one - 1}") for one in numbers]
    for item in published.verdict.evidence:
        digest = (item["archived"] or {}).get("sha256") or item["snapshot_hash"]
        if digest:
            assert f"desk:source-{digest[:32]}" in entities
