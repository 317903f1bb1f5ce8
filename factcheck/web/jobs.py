"""The queue: what waits, what gave up and why, one click to try it again."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.policy import Permission
from factcheck.clock import now
from factcheck.language import gettext as _
from factcheck.messages import marked
from factcheck.queueing.outbox import MAX_ATTEMPTS, pending_summary, retry_job
from factcheck.queueing.queries import list_jobs
from factcheck.request import current_actor, current_database, needs
from factcheck.web.chrome import DELAYED_SECONDS

blueprint = Blueprint("jobs", __name__, url_prefix="/jobs")

# What each kind of work is called, and the page of its subject.
KINDS = {
    "fetch_article": (marked("Fetch the article"), "articles.show", "article_id"),
    "extract_article": (marked("Find quotes and claims in article version"), "", ""),
    "gather_context": (marked("Gather context for task"), "tasks.show", "task_id"),
    "poll_feed": (marked("Poll feed"), "feeds.show", "feed_id"),
    "release_items": (marked("Let go of feed items"), "", ""),
    "take_item": (marked("Take feed item"), "", ""),
    "tell_tasks": (marked("Tell tasks about article"), "articles.show", "article_id"),
    "ask_outside": (marked("Ask outside providers about task"), "tasks.show", "task_id"),
    "save_page": (marked("Have the Internet Archive save page"), "", ""),
}


@blueprint.get("")
@needs(Permission.READ_DESK)
def index() -> ResponseReturnValue:
    with current_database().read() as session:
        return render_template(
            "jobs/index.html",
            summary=pending_summary(session),
            dead=list_jobs(session, "dead"),
            pending=list_jobs(session, "pending"),
            done=list_jobs(session, "done", limit=20),
            most_attempts=MAX_ATTEMPTS,
            delayed_seconds=DELAYED_SECONDS,
            now=now(),
        )


@blueprint.post("/<int:job_id>/retry")
@needs(Permission.MANAGE_JOBS)
def retry(job_id: int) -> ResponseReturnValue:
    with current_database().write() as session:
        retry_job(session, actor=current_actor(), job_id=job_id)
    flash(
        _(
            "Job %(job_id)s will be tried again, up to %(max_attempts)s times.",
            job_id=job_id,
            max_attempts=MAX_ATTEMPTS,
        ),
        "good",
    )
    return redirect(url_for("jobs.index"), 303)


@blueprint.app_template_filter("job_name")
def job_name(kind: str) -> str:
    """What a kind of job does, in words."""
    return _(KINDS[kind][0]) if kind in KINDS else kind.replace("_", " ")


@blueprint.app_template_global("job_subject")
def job_subject(kind: str, subject_id: int) -> str:
    """The page of the thing that a job is about, empty when it has none."""
    _name, endpoint, argument = KINDS.get(kind, ("", "", ""))
    values: dict[str, Any] = {argument: subject_id}
    return url_for(endpoint, **values) if endpoint else ""
