"""The bundle of a checked claim as programs fetch it."""

from factcheck.audit.sealing import seal_some
from factcheck.publishing.bundle_check import check_bundle
from tests.api.conftest import Desk


def seal(desk: Desk) -> None:
    settings = desk.app.extensions["factcheck"].settings
    with desk.room.database.write() as session:
        seal_some(session, settings)


def test_a_bundle_is_fetched_once_its_events_are_sealed(desk: Desk) -> None:
    checked = desk.room.publish("historic")
    program = desk.program("reader")
    path = f"/checked-claims/{checked.id}/bundle"

    early = program.get(path)
    seal(desk)
    fetched = program.get(path)

    assert (early.status_code, early.json["code"]) == (409, "not_sealed")
    assert fetched.status_code == 200
    assert all(finding.holds for finding in check_bundle(fetched.text))
    again = program.get(path, headers={"If-None-Match": fetched.headers["ETag"]})
    assert again.status_code == 304
    assert program.get("/checked-claims/999/bundle").status_code == 404
