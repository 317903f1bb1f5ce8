"""Whether it was said and whether it is true are two checks that name each other."""

from factcheck.claims.service import get_claim
from factcheck.publishing.associated import checks_of_sentence
from factcheck.publishing.checked import get_published
from factcheck.publishing.claimreview import claim_review
from factcheck.publishing.native import native_json
from factcheck.tasks.service import get_task
from tests.publishing.exports.checks import BASE, lines
from tests.web.newsroom import Newsroom
from tests.web.test_public import retract


def test_the_checks_of_one_sentence_name_each_other(room: Newsroom) -> None:
    said, true = room.publish("quote"), room.publish("costs", rating="true")
    other = room.publish("city", rating="true")
    with room.database.write() as session:
        quote = get_claim(session, get_task(session, room.tasks["quote"]).claim_id)
        inside = get_claim(session, get_task(session, room.tasks["costs"]).claim_id)
        inside.in_quote_id = quote.id
        session.add(inside)

    def named(checked_id: int | None) -> list[str]:
        with room.database.read() as session:
            published = get_published(session, checked_id or 0)
            review = claim_review(published, base=BASE, organisation="The Desk")
            assert review is not None
            found = review.get("associatedClaimReview", [])
            urls: list[str] = [one["url"] for one in found]
            assert native_json(published, BASE)["associated"] == urls
            assert [one["@id"] for one in found] == [f"{url}#review" for url in urls]
            return urls

    assert named(said.id) == [f"{BASE}/c/{true.slug}"]
    assert named(true.id) == [f"{BASE}/c/{said.slug}"]
    assert named(other.id) == []
    # In bulk the same.
    bulk = {one["id"]: one["associated"] for one in lines(room, "jsonl")}
    assert bulk == {
        said.id: [f"{BASE}/c/{true.slug}"],
        true.id: [f"{BASE}/c/{said.slug}"],
        other.id: [],
    }

    retract(room, "costs", "It was another table.")

    assert named(said.id) == []
    with room.database.read() as session:
        # What became of one changes what is said of the other, so tags look at both.
        assert checks_of_sentence(session, said.id or 0) == [said.id, true.id]
        assert checks_of_sentence(session, true.id or 0) == [said.id, true.id]
        assert checks_of_sentence(session, other.id or 0) == [other.id]
