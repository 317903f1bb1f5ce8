"""`/api/v1/speakers`: who said what was checked, and how it fared."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response

from factcheck.accounts.policy import Scope
from factcheck.api.conventions import Answer, decode_cursor, encode_cursor, page
from factcheck.api.guard import scoped
from factcheck.api.schemas import SpeakerQuery
from factcheck.claims.models import Speaker
from factcheck.claims.service import aliases_of, get_speaker, search_speakers
from factcheck.publishing.overview import Tally, tallies_of_speaker
from factcheck.request import current_database


def speaker_json(speaker: Speaker) -> dict[str, Any]:
    return {"id": speaker.id, "name": speaker.name, "kind": speaker.kind, "role": speaker.role}


def _tally_json(tally: Tally) -> dict[str, Any]:
    """Counts with their total, and no score: few checks say little of a person."""
    return {
        "scale": {"id": tally.scale.id, "version": tally.scale.version},
        "question": tally.scale.question,
        "total": tally.total,
        "ratings": [
            {"rating": rating["code"], "label": rating["label"], "count": count}
            for rating, count in tally.counts
        ],
    }


def _key(part: Any) -> str:
    """The folded name in a cursor."""
    if isinstance(part, str) and "\x00" not in part:
        return part
    raise ValueError("no name")


def add_routes(blueprint: APIBlueprint) -> None:
    @blueprint.get("/speakers")
    @scoped(Scope.TASKS_READ)
    @blueprint.input(SpeakerQuery, location="query")
    @blueprint.doc(summary="Speakers by name", security="token")
    def get_speakers(query_data: SpeakerQuery) -> Response:
        after = decode_cursor(query_data.cursor, _key)[0] if query_data.cursor else ""
        with current_database().read() as session:
            rows = search_speakers(
                session, name=query_data.name, after=after, limit=query_data.limit + 1
            )
        shown = rows[: query_data.limit]
        more = len(rows) > len(shown)
        items = [speaker_json(speaker) | {"claims": claims} for speaker, claims in shown]
        return page(items, encode_cursor(shown[-1][0].key) if more else None)

    @blueprint.get("/speakers/<int:speaker_id>")
    @scoped(Scope.TASKS_READ)
    @blueprint.doc(
        summary="A speaker with aliases and how often each rating was given", security="token"
    )
    def get_one_speaker(speaker_id: int) -> Response:
        with current_database().read() as session:
            speaker = get_speaker(session, speaker_id)
            aliases = aliases_of(session, speaker_id)
            tallies = tallies_of_speaker(session, speaker_id)
        body = speaker_json(speaker) | {
            "aliases": aliases,
            "checked": [_tally_json(tally) for tally in tallies],
        }
        return Answer(body).to_response()
