"""A source that is withheld for its safety: the desk knows it, nothing that leaves the house does."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlmodel import Session, select

from factcheck.app import create_app
from factcheck.audit.models import Event
from factcheck.context.citing import Citation
from factcheck.context.evidence import add_evidence
from factcheck.context.withholding import digest_of
from factcheck.mcp.answers import whole_check_of
from factcheck.publishing.annotations import annotation_page
from factcheck.publishing.bundle_check import check_bundle
from factcheck.publishing.bundles import SourceWithheld, make_bundle
from factcheck.publishing.checked import get_published
from factcheck.publishing.entries import each_native
from factcheck.publishing.exports.forms import FORMS, Publisher
from factcheck.publishing.facttools import google_claim
from factcheck.publishing.gate import NotPublishable, publish_verdict
from factcheck.publishing.narrowing import CheckedFilter
from factcheck.publishing.native import native_json
from factcheck.publishing.provenance import provenance
from factcheck.request import EXTENSION
from factcheck.settings import Settings
from factcheck.verdicts.handing_in import Proposal
from factcheck.verdicts.models import CheckedClaim, Verdict
from factcheck.verdicts.service import submit_verdict
from factcheck.verdicts.sourcing import describe_source
from tests.api.conftest import Desk
from tests.publishing.test_bundles import seal
from tests.web.newsroom import Newsroom

BASE = "https://desk.example"
# What would tell who the source is.
TITLE, ADDRESS, WORDS = "Diary of Carla Mole", "https://carla-mole.example/diary", "I counted them"
TELLING = ("carla", "mole", "counted them")
REASON = "She would lose her work."
NAMED = "https://office.example/figures"


@dataclass
class Case:
    """A check of `city` whose one source is withheld, of two."""

    desk: Desk
    pieces: dict[str, int] = field(default_factory=dict)

    @property
    def task_id(self) -> int:
        return self.desk.room.tasks["city"]

    def cite(self) -> None:
        room = self.desk.room
        room.take("city")
        with room.database.write() as session:
            for name, url, title, passage in (
                ("mole", ADDRESS, TITLE, WORDS),
                ("office", NAMED, "Figures", "310,000"),
            ):
                item = add_evidence(
                    session,
                    actor=room.actor("reviewer"),
                    task_id=self.task_id,
                    url=url,
                    title=title,
                    passage=passage,
                    stance="supports",
                )
                self.pieces[name] = item.id or 0

    def withhold(self, reason: str = REASON) -> None:
        room = self.desk.room
        with room.database.write() as session:
            describe_source(
                session,
                actor=room.actor("editor"),
                task_id=self.task_id,
                evidence_id=self.pieces["mole"],
                source_kind="primary",
                interest="She is Carla Mole's own sister.",
                withheld=reason,
            )

    def hand_in(self, rationale: str = "Two sources say so.") -> Verdict:
        room = self.desk.room
        with room.database.write() as session:
            return submit_verdict(
                session,
                actor=room.actor("reviewer"),
                task_id=self.task_id,
                version=None,
                proposal=Proposal(
                    rating="true",
                    rationale=rationale,
                    evidence=tuple(Citation(id=one) for one in self.pieces.values()),
                ),
            )

    def publish(self) -> CheckedClaim:
        room = self.desk.room
        with room.database.write() as session:
            return publish_verdict(
                session,
                actor=room.actor("editor"),
                task_id=self.task_id,
                version=None,
                base=BASE,
                organisation="The Desk",
            )

    def outputs(self, checked: CheckedClaim) -> dict[str, str]:
        """Everything that leaves the house, each as text."""
        client, program = self.desk.app.test_client(), self.desk.program("reader", "claims:read")
        slug = checked.slug
        found = {
            path: client.get(path).text
            for path in (
                "/",
                f"/c/{slug}",
                f"/embed/{slug}",
                f"/oembed?url={quote(f'http://localhost/c/{slug}')}",
                "/feeds/checked.atom",
                "/feeds/corrections.atom",
                "/feeds/claimreview.json",
                "/exports/duke.csv",
                "/exports/duke.ndjson",
                "/sitemap.xml",
            )
        }
        for path in ("", ".jsonld", "/provenance", "/annotations"):
            answer = program.get(f"/checked-claims/{checked.id}{path}")
            assert answer.status_code == 200, path
            found[f"api{path}"] = answer.text
        for path in ("/checked-claims", "/changes"):
            found[path] = program.get(path).text
        with self.desk.room.database.read() as session:
            found |= self._made(session, checked)
        for name, form in FORMS.items():
            natives = each_native(self.desk.room.database, CheckedFilter())
            chunks = form.chunks(natives, Publisher(BASE, "The Desk"))
            found[name] = b"".join(chunks).decode(errors="replace")
        return found

    def _made(self, session: Session, checked: CheckedClaim) -> dict[str, str]:
        published = get_published(session, checked.id or 0)
        return {
            "native": json.dumps(native_json(published, BASE)),
            "prov": json.dumps(provenance(published, base=BASE, organisation="The Desk")),
            "annotation": json.dumps(
                annotation_page(published, base=BASE, organisation="The Desk")
            ),
            "facade": json.dumps(google_claim(published, base=BASE, organisation="The Desk")),
            "mcp": whole_check_of(published, BASE).model_dump_json(),
        }

    def said_of(self, checked: CheckedClaim) -> dict[str, object]:
        program = self.desk.program("reader", "claims:read")
        body = program.get(f"/checked-claims/{checked.id}").json
        assert body is not None
        by_id = {one["id"]: one for one in body["verdict"]["evidence"]}
        found: dict[str, object] = by_id[self.pieces["mole"]]
        return found


@pytest.fixture
def case(room: Newsroom, tmp_path: Path) -> Iterator[Case]:
    """On a desk of its own, because each test publishes the same claim."""
    address = room.database.engine.url.render_as_string(hide_password=False)
    app = create_app(Settings(data=tmp_path, database_url=address, api_rate=0))
    case = Case(Desk(app, room))
    case.cite()
    yield case
    app.extensions[EXTENSION].database.engine.dispose()


def assert_silent(outputs: dict[str, str]) -> None:
    leaks = [
        (name, word) for name, text in outputs.items() for word in TELLING if word in text.lower()
    ]
    assert leaks == []


def test_nothing_that_leaves_the_house_names_the_source(case: Case, tmp_path: Path) -> None:
    case.withhold()
    case.hand_in()
    checked = case.publish()

    outputs = case.outputs(checked)
    assert_silent(outputs)
    assert all(
        NAMED in outputs[name] for name in (f"/c/{checked.slug}", "api", "api.jsonld", "csv")
    )
    assert REASON in outputs[f"/c/{checked.slug}"]
    assert REASON in outputs["mcp"]
    signer = seal(case.desk.room, tmp_path)
    with case.desk.room.database.read() as session:
        bundle = json.dumps(make_bundle(session, get_published(session, checked.id or 0), signer))
    assert_silent({"bundle": bundle})
    assert all(finding.holds for finding in check_bundle(bundle))


def test_the_desk_sees_who_it_is_and_the_signature_binds_it(case: Case) -> None:
    case.withhold()
    verdict = case.hand_in()

    seen = case.desk.program("editor", "tasks:read").get(f"/tasks/{case.task_id}").json
    assert seen is not None
    cited = {one["id"]: one for one in seen["verdicts"][0]["evidence"]}[case.pieces["mole"]]
    assert (cited["title"], cited["url"], cited["passage"]) == (TITLE, ADDRESS, WORDS)
    frozen = {one["id"]: one for one in verdict.evidence}[case.pieces["mole"]]
    private = verdict.withheld["evidence"][str(case.pieces["mole"])]
    assert frozen["withheld"] == {"reason": REASON, "sha256": digest_of(private)}
    assert (frozen["source_kind"], frozen["stance"]) == ("primary", "supports")
    assert digest_of(private | {"title": "Another"}) != frozen["withheld"]["sha256"]


def test_a_source_withheld_after_publication_is_gone_at_once(case: Case, tmp_path: Path) -> None:
    case.hand_in()
    checked = case.publish()
    assert "carla" in case.outputs(checked)["api"].lower()
    program = case.desk.program("reader", "claims:read")
    before = program.get(f"/checked-claims/{checked.id}").headers["ETag"]

    case.withhold()

    assert_silent(case.outputs(checked))
    asked = {"If-None-Match": before}
    assert program.get(f"/checked-claims/{checked.id}", headers=asked).status_code == 200
    assert case.said_of(checked)["withheld"] == {"reason": REASON}
    signer = seal(case.desk.room, tmp_path)
    with (
        pytest.raises(SourceWithheld, match="withheld after"),
        case.desk.room.database.read() as session,
    ):
        make_bundle(session, get_published(session, checked.id or 0), signer)
    with case.desk.room.database.read() as session:
        told = session.exec(select(Event.action).where(Event.object_type == "checked_claim")).all()
    assert told == ["check.published", "check.marked"]


def test_what_was_withheld_meanwhile_goes_back_to_its_author(case: Case) -> None:
    case.hand_in()
    case.withhold()
    with pytest.raises(NotPublishable, match="handed in again"):
        case.publish()


def test_words_that_name_it_are_not_signed(case: Case) -> None:
    case.withhold()
    case.hand_in("So says the diary of Carla Mole.")
    with pytest.raises(NotPublishable, match="take its name out"):
        case.publish()


def test_every_piece_of_the_same_page_is_withheld_with_it(case: Case) -> None:
    room = case.desk.room
    with room.database.write() as session:
        other = add_evidence(
            session,
            actor=room.actor("reviewer"),
            task_id=case.task_id,
            url=ADDRESS,
            title=TITLE,
            passage="Another page of it.",
        )
        case.pieces["again"] = other.id or 0
    case.withhold()
    verdict = case.hand_in()
    assert sum("withheld" in one for one in verdict.evidence) == 2
