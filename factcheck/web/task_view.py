"""The task page as it is shown, with what is typed in hand."""

import secrets

from flask import render_template, request

from factcheck.context.providers import PROVIDERS
from factcheck.context.providers.outside import archive_that_saves, switched_on
from factcheck.request import current_settings
from factcheck.verdicts.drafts import text_mark
from factcheck.verdicts.suggestion import Suggestion
from factcheck.web.acts import cited_ids
from factcheck.web.task_page import LABELS, TaskPage
from factcheck.web.views import DEFAULT
from factcheck.web.wording import Change, changes_between


def view_in_hand() -> str:
    """The inbox view that the person came from, by address or form."""
    return request.values.get("view", "") or DEFAULT


def render_task(
    page: TaskPage,
    *,
    errors: dict[str, str] | None = None,
    problem: str = "",
    typed_text: dict[str, str] | None = None,
    suggestion: Suggestion | None = None,
) -> str:
    """The task page; what was typed now stands before the draft."""
    draft = page.draft
    shown = {
        "rating": draft.rating if draft else "",
        "rationale": draft.rationale if draft else "",
        "confidence": draft.confidence if draft else "",
        "recheck_on": "",
    }
    return render_template(
        "tasks/show.html",
        page=page,
        view=view_in_hand(),
        shown=shown | (typed_text or {}),
        cited=set(cited_ids() if typed_text else draft.evidence_ids if draft else ()),
        errors=errors or {},
        problem=problem,
        suggestion=suggestion,
        wording=suggested_changes(page),
        window=(typed_text or {}).get("window") or secrets.token_hex(6),
        seen=text_mark(draft.rationale if draft else ""),
        labels=LABELS,
        searchable={one.name for one in PROVIDERS}
        | {one.provider.name for one in switched_on(current_settings())},
        can_archive=can_archive(),
    )


def suggested_changes(page: TaskPage) -> list[Change]:
    """What an editor's wording would change in the verdict that was sent back."""
    request_made = page.change_request
    if request_made is None or not request_made.suggestion or not page.given:
        return []
    return changes_between(page.given[-1].verdict.rationale, request_made.suggestion)


def differing(page: TaskPage) -> list[Change]:
    """The verdict that stands there with what the words in hand would change in it."""
    theirs = page.current.verdict.rationale if page.current else ""
    return changes_between(theirs, request.form.get("rationale", ""))


def can_archive() -> bool:
    """Whether this desk can have a page saved at the Internet Archive."""
    return archive_that_saves(current_settings()) is not None
