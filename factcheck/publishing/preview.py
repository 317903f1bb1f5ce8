"""What would be published if a verdict were signed now."""

from sqlmodel import Session

from factcheck import clock
from factcheck.articles.service import get_article, get_version
from factcheck.claims.service import get_claim, get_speaker
from factcheck.context.models import Comparison
from factcheck.context.outreach import outreach_of
from factcheck.publishing.checked import Published
from factcheck.publishing.gate import Gate, gates_for
from factcheck.publishing.withheld import NOTHING, withheld_by_task
from factcheck.tasks.models import Task
from factcheck.tasks.service import task_id_of
from factcheck.verdicts.approval import find_checked, make_slug
from factcheck.verdicts.models import Approval, CheckedClaim, Verdict
from factcheck.verdicts.scales import get_scale


def preview_check(session: Session, task: Task, verdict: Verdict) -> Published:
    """The checked claim as it would be; its signature and its row are made up and not stored."""
    task_id, now = task_id_of(task), clock.now()
    claim = get_claim(session, task.claim_id)
    before = find_checked(session, task_id)
    approval = Approval(
        verdict_id=verdict.id or 0,
        task_id=task_id,
        revision=task.revision,
        author_id=verdict.author_id,
        approver_id=0,
        content_hash=verdict.content_hash,
        created_at=now,
    )
    checked = CheckedClaim(
        task_id=task_id,
        approval_id=0,
        slug=before.slug if before else make_slug(claim.text, task_id),
        revision=before.revision + 1 if before else 1,
        published_at=before.published_at if before else now,
        updated_at=now,
    )
    frozen = verdict.comparison
    return Published(
        checked=checked,
        task=task,
        claim=claim,
        article=get_article(session, claim.article_id),
        version=get_version(session, claim.article_version_id),
        speaker=get_speaker(session, verdict.speaker_id) if verdict.speaker_id else None,
        scale=get_scale(session, verdict.scale_id, verdict.scale_version),
        verdict=verdict,
        approval=approval,
        comparison=Comparison(task_id=task_id, created_at=now, **frozen) if frozen else None,
        history=((verdict, approval),),
        reasons=("",),
        outreach=tuple(outreach_of(session, task_id)),
        withheld=withheld_by_task(session, [task_id]).get(task_id, NOTHING),
    )


def gates_of(
    session: Session, task: Task, verdict: Verdict, *, base: str, organisation: str
) -> dict[str, Gate]:
    """What each reader would lack if this verdict were signed now."""
    preview = preview_check(session, task, verdict)
    return gates_for(preview, base=base, organisation=organisation)
