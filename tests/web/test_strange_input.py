"""Strange values in every address and form: an answer for people, never a fault of ours."""

import pytest
from flask import Flask

from tests.web.conftest import Browser, on_both
from tests.web.newsroom import Newsroom
from tests.web.test_routes import path_of, people_rules

PARAMETERS = (
    "q after before view version start end action person verify since next url public sort show"
).split()
VALUES = (
    "\x00",
    "a\x00b",
    "9" * 30,
    "-1",
    "9223372036854775808",
    "\ud7ff\uffff🙈",
    "%",
    "_%\\",
    "'; --",
    "0.5_999999999999999999999",
    "nan_1",
    "inf_1",
    "2024-01-01T00:00:00+00:00_99999999999999999999",
    "x" * 10_000,
)


FIELDS = (
    "text title url outlet published name email roles scopes user_id days version rating rationale "
    "reason field of until for verdict evidence recheck_on passage stance decisive speaker then "
    "view next keys old"
).split()


@pytest.mark.slow
@on_both
def test_no_address_breaks_a_page(app: Flask, admin: Browser, full_newsroom: Newsroom) -> None:
    paths = [path_of(app, rule) for rule in people_rules(app) if "GET" in (rule.methods or ())]
    for value in VALUES:
        query = dict.fromkeys(PARAMETERS, value)
        for path in [*paths, "/"]:
            answer = admin.get(path, query_string=query | {"public": "yes"})
            assert answer.status_code < 500, (path, value)


@pytest.mark.slow
@on_both
def test_no_form_breaks_the_desk(app: Flask, admin: Browser, full_newsroom: Newsroom) -> None:
    kept = ("account.sign_out", "account.password")
    paths = [
        path_of(app, rule)
        for rule in people_rules(app)
        if "POST" in (rule.methods or ()) and rule.endpoint not in kept
    ]
    token = admin.token("/account/password")
    for value in VALUES:
        form = dict.fromkeys(FIELDS, value) | {"csrf_token": token}
        for path in paths:
            answer = admin.client.post(path, data=form)
            assert answer.status_code < 500, (path, value)
