import re

from flask import Flask
from sqlalchemy import text
from sqlmodel import select

from factcheck.accounts.models import ApiToken, User
from factcheck.accounts.service import find_token
from factcheck.audit.models import TreeNode
from factcheck.audit.sealing import grow_tree, sign_tree
from factcheck.desk import Desk
from factcheck.publishing.checkpoints import Copied, store_copy
from factcheck.request import EXTENSION
from tests.web.conftest import Browser, BrowserOf, on_both
from tests.web.newsroom import PASSWORD, Newsroom

NEW_PERSON = {
    "email": "New@Desk.test",
    "name": "Nora New",
    "password": "a sentence is good",
    "roles": ["reviewer", "editor"],
}
TOKEN_FORM = {"name": "Archive", "user_id": "1", "scopes": ["claims:read"], "days": "30"}


def test_an_admin_adds_a_person_who_can_sign_in(
    admin: Browser, stranger: Browser, newsroom: Newsroom
) -> None:
    answer = admin.post("/admin/people", NEW_PERSON, page="/admin")

    assert answer.status_code == 303
    assert "Nora New" in admin.get("/admin").text
    signed_in = stranger.post(
        "/sign-in",
        {"email": "new@desk.test", "password": "a sentence is good"},
        page="/sign-in",
    )
    assert signed_in.status_code == 303


def test_a_refused_person_keeps_what_was_typed_but_not_the_password(
    admin: Browser, newsroom: Newsroom
) -> None:
    answer = admin.post("/admin/people", NEW_PERSON | {"roles": []}, page="/admin")

    assert answer.status_code == 422
    assert 'value="Nora New"' in answer.text
    assert "Choose at least one of the roles." in answer.text
    assert "a sentence is good" not in answer.text


def test_changed_roles_end_the_persons_sessions(
    admin: Browser, reviewer: Browser, newsroom: Newsroom
) -> None:
    user = newsroom.people["reviewer"]
    where = f"/admin/people/{user.id}"

    answer = admin.post(where, {"roles": ["reader"], "active": "yes"}, page=where)

    assert answer.status_code == 303
    assert reviewer.get("/inbox").location.startswith("/sign-in")


def test_a_deactivated_person_cannot_sign_in(
    admin: Browser, stranger: Browser, newsroom: Newsroom
) -> None:
    where = f"/admin/people/{newsroom.people['second'].id}"
    admin.post(where, {"roles": ["reviewer"]}, page=where)

    answer = stranger.post(
        "/sign-in", {"email": "second@desk.test", "password": PASSWORD}, page="/sign-in"
    )

    assert answer.status_code != 303
    assert "cannot sign in" in admin.get("/admin").text


def test_the_last_admin_stays(admin: Browser, newsroom: Newsroom) -> None:
    where = f"/admin/people/{newsroom.people['admin'].id}"

    answer = admin.post(where, {"roles": ["reviewer"], "active": "yes"}, page=where)

    assert answer.status_code == 422
    assert "last admin" in answer.text


def test_an_admin_sets_a_forgotten_password(
    admin: Browser, stranger: Browser, newsroom: Newsroom
) -> None:
    user_id = newsroom.people["second"].id
    answer = admin.post(
        f"/admin/people/{user_id}/password",
        {"password": "another long one"},
        page=f"/admin/people/{user_id}",
    )

    assert answer.status_code == 303
    fields = {"email": "second@desk.test", "password": "another long one"}
    assert stranger.post("/sign-in", fields, page="/sign-in").status_code == 303


def test_a_token_is_shown_once_and_works(admin: Browser, newsroom: Newsroom) -> None:
    answer = admin.post("/admin/tokens", TOKEN_FORM, page="/admin/tokens")

    found = re.search(r'class="secret">([^<]+)<', answer.text)
    assert found
    with newsroom.database.read() as session:
        assert find_token(session, found[1]) is not None
    later = admin.get("/admin/tokens").text
    assert "Archive" in later
    assert found[1] not in later


def test_a_token_without_scopes_is_refused(admin: Browser, newsroom: Newsroom) -> None:
    answer = admin.post("/admin/tokens", TOKEN_FORM | {"scopes": []}, page="/admin/tokens")

    assert answer.status_code == 422
    assert "Choose at least one of the scopes." in answer.text
    with newsroom.database.read() as session:
        assert session.exec(select(ApiToken)).all() == []


def test_a_revoked_token_no_longer_works(admin: Browser, newsroom: Newsroom) -> None:
    made = admin.post("/admin/tokens", TOKEN_FORM, page="/admin/tokens")
    secret = re.search(r'class="secret">([^<]+)<', made.text)
    assert secret
    with newsroom.database.read() as session:
        token_id = session.exec(select(ApiToken.id)).one()

    admin.post(f"/admin/tokens/{token_id}/revoke", page="/admin/tokens")

    assert "revoked" in admin.get("/admin/tokens").text
    with newsroom.database.read() as session:
        assert find_token(session, secret[1]) is None


def test_the_log_lists_events_and_verifies_whole(admin: Browser, full_newsroom: Newsroom) -> None:
    assert "The log was not verified here yet." in admin.get("/admin/audit").text

    admin.post("/admin/audit/verify", page="/admin/audit")

    page = admin.get("/admin/audit").text
    assert "The log is whole." in page
    assert "not sealed yet" in page
    assert "by Admin" in page
    assert "person.added" in page


def test_the_tree_is_verified_with_the_chain(
    app: Flask, admin: Browser, full_newsroom: Newsroom
) -> None:
    settings = app.extensions[EXTENSION].settings
    with full_newsroom.database.write() as session:
        while grow_tree(session):
            pass
        size = sign_tree(session, settings).size

    admin.post("/admin/audit/verify", page="/admin/audit")
    page = admin.get("/admin/audit").text
    assert f"signed by this desk and true to it; the newest is of {size} events" in page

    with full_newsroom.database.write() as session:
        other = session.get_one(TreeNode, (0, 3)).hash
        session.get_one(TreeNode, (0, 2)).hash = other

    admin.post("/admin/audit/verify", page="/admin/audit")
    page = admin.get("/admin/audit").text
    assert "The log is whole." not in page
    assert "Event 3 is not the one that the tree holds." in page
    assert f"The checkpoint of {size} events is of another log." in page


def test_the_log_says_where_its_checkpoints_go(
    app: Flask, admin: Browser, full_newsroom: Newsroom
) -> None:
    assert "Checkpoints are copied" not in admin.get("/admin/audit").text
    address = {"checkpoint_url": "https://k:s@logs.example/in"}
    desk = Desk(app.extensions[EXTENSION].settings.model_copy(update=address))
    app.extensions[EXTENSION] = desk
    assert "copied to https://logs.example. None was taken there yet." in (
        admin.get("/admin/audit").text
    )
    with full_newsroom.database.write() as session:
        store_copy(session, Copied(7, "https://logs.example"))
        store_copy(session, Copied(9, "https://logs.example", "The receiver answered 503."))

    page = admin.get("/admin/audit").text

    assert "The last one taken there is of 7 events" in page
    assert "failed: The receiver answered 503." in page
    desk.database.engine.dispose()


def test_the_log_narrows_to_an_action_and_a_person(admin: Browser, full_newsroom: Newsroom) -> None:
    person = full_newsroom.people["reviewer"].id
    page = admin.get("/admin/audit", query_string={"action": "article.", "person": person}).text

    assert "article.added" in page
    assert "person.added" not in page


def test_a_changed_event_is_found(admin: Browser, full_newsroom: Newsroom) -> None:
    with full_newsroom.database.write() as session:
        if full_newsroom.database.is_sqlite:
            session.execute(text("DROP TRIGGER event_no_update"))
        else:
            session.execute(text("ALTER TABLE event DISABLE TRIGGER event_frozen"))
        session.execute(text("UPDATE event SET actor = 'Nobody' WHERE seq = 3"))

    admin.post("/admin/audit/verify", page="/admin/audit")

    page = admin.get("/admin/audit").text
    assert "tampered with or damaged" in page
    assert "Event 3 was changed after it was written." in page


def test_only_admins_come_in(browser_of: BrowserOf, newsroom: Newsroom) -> None:
    editor = browser_of("editor")

    for path in ("/admin", "/admin/tokens", "/admin/audit"):
        answer = editor.get(path)
        assert answer.status_code == 403
        assert "An admin can change your roles." in answer.text
    with newsroom.database.read() as session:
        assert session.exec(select(User).where(User.email == "new@desk.test")).first() is None


def test_every_role_says_what_it_may_and_who_has_it(admin: Browser, newsroom: Newsroom) -> None:
    page = admin.get("/admin/roles").text

    assert "Work at tasks" in page
    assert ">Second</a>" in page


def test_the_health_page_shows_the_self_test(admin: Browser, newsroom: Newsroom) -> None:
    page = admin.get("/admin/health").text

    for name in ("database ok", "queue to look at", "worker to look at", "clock ok", "disk ok"):
        assert name in page
    assert "files ok" in page


def test_all_forms_of_the_data_can_be_downloaded(admin: Browser, full_newsroom: Newsroom) -> None:
    full_newsroom.publish("quote")
    assert "/admin/export/csv" in admin.get("/admin/export").text

    answer = admin.get("/admin/export/jsonl")

    assert "42 bridges" in answer.text
    assert 'filename="checked-claims.ndjson"' in answer.headers["Content-Disposition"]
    assert admin.get("/admin/export/poem").status_code == 404


@on_both
def test_other_words_for_a_scale_are_a_new_version_and_earlier_checks_keep_theirs(
    admin: Browser, full_newsroom: Newsroom
) -> None:
    checked = full_newsroom.publish("costs", rating="true")
    page = admin.get("/admin/scales/truth").text
    fields = dict(re.findall(r'name="((?:label|meaning)[^"]*)"[^>]* value="([^"]*)"', page))
    words: dict[str, object] = {**fields, "version": "1", "label-true": "Correct"}

    same = admin.post("/admin/scales/truth", {**words, "label-false": "correct"})
    assert same.status_code == 422
    assert "Give each its own words." in same.text
    assert admin.post("/admin/scales/truth", words).status_code == 303

    assert "version 2" in admin.get("/admin/scales").text
    assert "Correct" in admin.get("/how-we-rate").text
    assert ">True<" in admin.get(f"/c/{checked.slug}").text
    assert admin.post("/admin/scales/truth", words).status_code == 409
    full_newsroom.submit("city", rating="true", rationale="The register says so.")
    assert "Correct" in admin.get("/approvals").text
    assert admin.get("/admin/scales/poems").status_code == 404
