"""`/api/v1/tasks`: the queue, the verbs and drafts."""

from apiflask import APIBlueprint
from flask import Response
from sqlmodel import Session

from factcheck.accounts.policy import Permission, Scope
from factcheck.api.conventions import (
    Answer,
    answer_once,
    decode_cursor,
    encode_cursor,
    finite,
    page,
    row_id,
    wanted_version,
)
from factcheck.api.guard import check_scope, scoped
from factcheck.api.schemas import (
    DraftIn,
    SearchIn,
    SpanIn,
    SpeakerIn,
    TagsIn,
    TaskQuery,
    VerbIn,
)
from factcheck.api.task_json import archived_json, claim_json, task_detail_json, task_json
from factcheck.api.verbs import ACTS, LINK_DECISIONS, PUBLISHING, Call
from factcheck.claims.service import choose_speaker, get_claim
from factcheck.context.archived import ask_for_copy
from factcheck.context.links import decide_link
from factcheck.context.outside import search_again
from factcheck.context.providers.outside import archive_that_saves, switched_on
from factcheck.errors import NotFound
from factcheck.request import current_actor, current_database, current_settings
from factcheck.tasks.opening import promote_nonquote
from factcheck.tasks.queries import Cursor, TaskFilter, history_of, list_tasks
from factcheck.tasks.service import extend_lease, get_task, task_id_of
from factcheck.tasks.tags import tag_task, wanted_tag
from factcheck.verdicts.drafts import save_draft


def _detail(session: Session, task_id: int) -> Answer:
    session.flush()
    task = get_task(session, task_id)
    body = task_detail_json(session, task, get_claim(session, task.claim_id), current_actor())
    return Answer(body, etag=str(task.version))


def add_routes(blueprint: APIBlueprint) -> None:
    _add_reading(blueprint)
    _add_verbs(blueprint)
    _add_material(blueprint)


def _add_reading(blueprint: APIBlueprint) -> None:
    @blueprint.get("/tasks")
    @scoped(Scope.TASKS_READ)
    @blueprint.input(TaskQuery, location="query")
    @blueprint.doc(summary="Tasks, the most urgent first", security="token")
    def get_tasks(query_data: TaskQuery) -> Response:
        where = TaskFilter(
            states=tuple(state for state in query_data.state.split(",") if state),
            question=query_data.question,
            kind=query_data.kind,
            article_id=query_data.article,
            speaker_id=query_data.speaker,
            holder_id=query_data.holder,
            tags=(wanted_tag(query_data.tag),) if query_data.tag else (),
        )
        after = None
        if query_data.cursor:
            after = Cursor(*decode_cursor(query_data.cursor, finite, row_id))
        with current_database().read() as session:
            rows = list_tasks(session, where, after=after, limit=query_data.limit + 1)
            shown = rows[: query_data.limit]
            items = [task_json(session, row.task, row.claim, current_actor()) for row in shown]
        more = len(rows) > len(shown)
        last = shown[-1].task if shown else None
        return page(items, encode_cursor(last.priority, last.id) if more and last else None)

    @blueprint.get("/tasks/<int:task_id>")
    @scoped(Scope.TASKS_READ)
    @blueprint.doc(summary="A task with its context and verdicts", security="token")
    def get_one_task(task_id: int) -> Response:
        with current_database().read() as session:
            return _detail(session, task_id).to_response()

    @blueprint.get("/tasks/<int:task_id>/history")
    @scoped(Scope.TASKS_READ)
    @blueprint.doc(summary="A task's events, oldest first", security="token")
    def get_task_history(task_id: int) -> Response:
        with current_database().read() as session:
            get_task(session, task_id)
            events = history_of(session, task_id)
        items = [
            {
                "seq": event.seq,
                "at": event.at.isoformat(),
                "actor": event.actor,
                "action": event.action,
                "hash": event.hash,
            }
            for event in events
        ]
        return page(items, None)


def _add_verbs(blueprint: APIBlueprint) -> None:
    @blueprint.post("/tasks/<int:task_id>/tags")
    @scoped(Scope.TASKS_WRITE, Permission.WORK_TASKS)
    @blueprint.input(TagsIn)
    @blueprint.doc(summary="Put tags on a task, or take them off", security="token")
    def post_tags(task_id: int, json_data: TagsIn) -> Response:
        def work(session: Session) -> Answer:
            get_task(session, task_id)
            for on, names in ((False, json_data.remove), (True, json_data.add)):
                for name in names:
                    tag_task(session, actor=current_actor(), task_id=task_id, tag=name, on=on)
            return _detail(session, task_id)

        return answer_once(work)

    @blueprint.post("/tasks/<int:task_id>/<verb>")
    @scoped(Scope.TASKS_WRITE, Permission.WORK_TASKS)
    @blueprint.input(VerbIn)
    @blueprint.doc(
        summary="Act on a task by a verb of its lifecycle",
        security="token",
    )
    def post_verb(task_id: int, verb: str, json_data: VerbIn) -> Response:
        act = ACTS.get(verb)
        if act is None:
            raise NotFound(f"There is no verb “{verb}”. Verbs are {', '.join(ACTS)}.")
        if verb in PUBLISHING:
            check_scope(Scope.PUBLISH)
        version = wanted_version()
        minutes = current_settings().lease_minutes

        def work(session: Session) -> Answer:
            act(Call(session, current_actor(), task_id, version, json_data, minutes))
            return _detail(session, task_id)

        return answer_once(work)

    @blueprint.post("/tasks/<int:task_id>/links/<int:link_id>/<decision>")
    @scoped(Scope.TASKS_WRITE, Permission.WORK_TASKS)
    @blueprint.doc(
        summary="Confirm or reject that a task's claim repeats another, or undo one's decision",
        security="token",
    )
    def post_link(task_id: int, link_id: int, decision: str) -> Response:
        if decision not in LINK_DECISIONS:
            raise NotFound(f"There is no decision “{decision}”.")
        version = wanted_version()

        def work(session: Session) -> Answer:
            decide_link(
                session,
                actor=current_actor(),
                task_id=task_id,
                link_id=link_id,
                decision=decision,
                version=version,
            )
            return _detail(session, task_id)

        return answer_once(work)

    @blueprint.post("/tasks/<int:task_id>/extend")
    @scoped(Scope.TASKS_WRITE, Permission.WORK_TASKS)
    @blueprint.doc(summary="Prolong one's own hold on a task", security="token")
    def post_extend(task_id: int) -> Response:
        def work(session: Session) -> Answer:
            minutes = current_settings().lease_minutes
            extend_lease(session, actor=current_actor(), task_id=task_id, lease_minutes=minutes)
            return _detail(session, task_id)

        return answer_once(work)

    @blueprint.post("/tasks/<int:task_id>/search_again")
    @scoped(Scope.TASKS_WRITE, Permission.WORK_TASKS)
    @blueprint.input(SearchIn)
    @blueprint.doc(summary="Have a task's context gathered once more", security="token")
    def post_search_again(task_id: int, json_data: SearchIn) -> Response:
        on = switched_on(current_settings())

        def work(session: Session) -> Answer:
            search_again(
                session,
                actor=current_actor(),
                task_id=task_id,
                providers=on,
                name=json_data.provider,
            )
            answer = _detail(session, task_id)
            return Answer(answer.body, 202, answer.etag)

        return answer_once(work)


def _add_material(blueprint: APIBlueprint) -> None:
    @blueprint.post("/tasks/<int:task_id>/evidence/<int:evidence_id>/archive")
    @scoped(Scope.TASKS_WRITE, Permission.WORK_TASKS)
    @blueprint.doc(summary="Have a page saved at the Internet Archive", security="token")
    def post_archive(task_id: int, evidence_id: int) -> Response:
        can_save = archive_that_saves(current_settings()) is not None

        def work(session: Session) -> Answer:
            page = ask_for_copy(
                session,
                actor=current_actor(),
                task_id=task_id,
                evidence_id=evidence_id,
                can_save=can_save,
            )
            return Answer(archived_json(page), 202)

        return answer_once(work)

    @blueprint.put("/tasks/<int:task_id>/draft")
    @scoped(Scope.TASKS_WRITE, Permission.WORK_TASKS)
    @blueprint.input(DraftIn)
    @blueprint.doc(summary="Keep what has been typed so far", security="token")
    def put_draft(task_id: int, json_data: DraftIn) -> Response:
        with current_database().write() as session:
            draft = save_draft(
                session,
                actor=current_actor(),
                task_id=task_id,
                rating=json_data.rating,
                rationale=json_data.rationale,
                evidence_ids=json_data.evidence,
            )
            return Answer({"saved_at": draft.updated_at.isoformat()}).to_response()

    @blueprint.post("/claims/<int:claim_id>/speaker")
    @scoped(Scope.TASKS_WRITE, Permission.WORK_TASKS)
    @blueprint.input(SpeakerIn)
    @blueprint.doc(summary="Say who spoke", security="token")
    def post_speaker(claim_id: int, json_data: SpeakerIn) -> Response:
        def work(session: Session) -> Answer:
            claim = choose_speaker(
                session, actor=current_actor(), claim_id=claim_id, name=json_data.name
            )
            session.flush()
            return Answer(claim_json(session, claim))

        return answer_once(work)

    @blueprint.post("/articles/<int:article_id>/quotes")
    @scoped(Scope.TASKS_WRITE, Permission.WORK_TASKS)
    @blueprint.input(SpanIn)
    @blueprint.doc(summary="Treat words that were set aside as a quote after all", security="token")
    def post_quote(article_id: int, json_data: SpanIn) -> Response:
        def work(session: Session) -> Answer:
            task = promote_nonquote(
                session,
                actor=current_actor(),
                article_id=article_id,
                start=json_data.start,
                end=json_data.end,
            )
            answer = _detail(session, task_id_of(task))
            return Answer(answer.body, 201, answer.etag)

        return answer_once(work)
