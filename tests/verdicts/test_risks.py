from dataclasses import replace

from factcheck.verdicts.risks import Basis, checklist_of, risks_of

ARCHIVED = {"id": 1, "url": "https://www.stats.example/a", "snapshot_hash": "ab", "decisive": True}
OTHER = {"id": 2, "document_id": 7, "snapshot_hash": "cd"}
SOUND = Basis(rating="true", evidence=(ARCHIVED, OTHER), claimant_asked=True)


def codes(basis: Basis) -> list[str]:
    return [risk.code for risk in risks_of(basis)]


def test_a_verdict_on_two_archived_sources_has_no_risk() -> None:
    assert codes(SOUND) == []
    assert all(check.done for check in checklist_of(SOUND))


def test_a_material_difference_is_named_by_its_kind() -> None:
    number = {"type": "number", "material": True}
    comma = {"type": "punctuation", "material": False}

    assert codes(replace(SOUND, differences=(number, comma))) == ["number"]


def test_a_changed_claim_is_the_gravest_risk() -> None:
    basis = replace(SOUND, claim_changed=True, other_ratings=("false",), sent_back=True)

    assert codes(basis) == ["changed", "readers_differ", "sent_back"]


def test_two_pieces_of_one_site_are_a_single_source() -> None:
    twin = {**ARCHIVED, "id": 3, "url": "https://stats.example/b"}

    assert codes(replace(SOUND, evidence=(ARCHIVED, twin))) == ["single_source"]


def test_evidence_without_a_copy_is_not_archived() -> None:
    bare = {"id": 4, "url": "https://other.example/"}

    assert codes(replace(SOUND, evidence=(ARCHIVED, bare))) == ["not_archived"]


def test_nothing_cited_is_one_risk_and_not_three() -> None:
    assert codes(replace(SOUND, evidence=())) == ["no_evidence"]


def test_a_quote_of_nobody_is_a_risk() -> None:
    assert codes(replace(SOUND, is_quote=True, speaker_known=False)) == ["speaker"]
