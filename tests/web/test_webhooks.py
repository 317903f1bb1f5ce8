"""Admin's page of webhooks, and the page of the API."""

import re

from sqlmodel import select

from factcheck.audit.log import SYSTEM
from factcheck.publishing.models import WebhookDelivery, WebhookEndpoint
from factcheck.publishing.webhooks import DELIVER, announce_events, disable_endpoint
from factcheck.queueing.models import Outbox
from tests.web.conftest import Browser
from tests.web.newsroom import Newsroom

PAGE = "/admin/webhooks"
FORM = {"url": "https://hooks.example/in", "types": ["check.published"]}


def added(admin: Browser) -> str:
    """Add a webhook; gives back its secret."""
    answer = admin.post(PAGE, FORM, page=PAGE)
    assert answer.status_code == 200
    found = re.search(r"whsec_[A-Za-z0-9+/=]+", answer.text)
    assert found is not None
    return found[0]


def test_a_secret_is_shown_once_and_a_new_one_replaces_it(
    admin: Browser, newsroom: Newsroom
) -> None:
    secret = added(admin)

    assert secret not in admin.get(PAGE).text
    rotated = admin.post(f"{PAGE}/1/rotate", page=PAGE)
    assert "whsec_" in rotated.text
    assert secret not in rotated.text


def test_a_webhook_that_cannot_be_used_keeps_what_was_typed(
    admin: Browser, newsroom: Newsroom
) -> None:
    answer = admin.post(PAGE, {"url": "ftp://x.example", "types": ["check.published"]}, page=PAGE)

    assert answer.status_code == 422
    assert 'value="ftp://x.example"' in answer.text
    assert "begins with https://" in answer.text


def test_the_log_shows_each_delivery_and_sends_it_again(
    admin: Browser, full_newsroom: Newsroom
) -> None:
    added(admin)
    full_newsroom.publish("quote")
    with full_newsroom.database.write() as session:
        announce_events(session)
        (delivery,) = session.exec(select(WebhookDelivery)).all()
        delivery.state = "failed"
        session.add(delivery)

    page = f"{PAGE}/1"
    assert "check.published" in admin.get(page).text
    assert admin.post(f"{PAGE}/deliveries/{delivery.id}/replay", page=page).status_code == 303

    with full_newsroom.database.read() as session:
        assert session.exec(select(WebhookDelivery.state)).all() == ["waiting"]
        assert session.exec(select(Outbox.state).where(Outbox.kind == DELIVER)).all() == ["pending"]


def test_a_disabled_webhook_says_why_and_can_be_enabled(admin: Browser, newsroom: Newsroom) -> None:
    added(admin)
    with newsroom.database.write() as session:
        disable_endpoint(session, actor=SYSTEM, endpoint_id=1, reason="It is gone.")

    assert "It is gone." in admin.get(PAGE).text
    assert admin.post(f"{PAGE}/1/enable", page=PAGE).status_code == 303
    with newsroom.database.read() as session:
        assert session.get_one(WebhookEndpoint, 1).state == "active"
    admin.post(f"{PAGE}/1/disable", page=PAGE)
    assert "Admin disabled it." in admin.get(PAGE).text


def test_the_page_of_the_api_shows_every_route_to_anybody(stranger: Browser) -> None:
    page = stranger.get("/docs").text

    for route in ("POST /api/v1/articles", "GET /api/v1/changes", "GET /api/v1/checked-claims"):
        assert f"<code>{route}</code>" in page
    assert "data-try" in page
