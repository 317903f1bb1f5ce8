"""`/api/v1/articles`: articles in, and what was found in them."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response, url_for
from sqlmodel import Session

from factcheck.accounts.policy import Permission, Scope
from factcheck.api.conventions import (
    Answer,
    answer_once,
    decode_cursor,
    encode_cursor,
    page,
    row_id,
)
from factcheck.api.guard import scoped
from factcheck.api.schemas import ArticleIn, ListQuery
from factcheck.articles.models import Article, ArticleVersion
from factcheck.articles.service import (
    Taken,
    add_article,
    add_article_by_address,
    get_article,
    latest_version,
    list_articles,
)
from factcheck.claims.adding import still_aside
from factcheck.claims.service import claims_of_article, get_speaker
from factcheck.errors import InvalidInput
from factcheck.request import current_actor, current_database
from factcheck.tasks.queries import tasks_of_claims


def article_json(article: Article, version: ArticleVersion | None) -> dict[str, Any]:
    return {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "outlet": article.outlet,
        "language": article.language,
        "published": article.published.isoformat() if article.published else None,
        "state": article.state,
        "failure": article.failure,
        "withdrawn": article.withdrawn,
        "version": None
        if version is None
        else {"id": version.id, "number": version.number, "sha256": version.sha256},
        "created_at": article.created_at.isoformat(),
        "updated_at": article.updated_at.isoformat(),
    }


def _take(session: Session, sent: ArticleIn) -> Taken:
    if sent.text is not None:
        return add_article(
            session,
            actor=current_actor(),
            text=sent.text,
            title=sent.title,
            url=sent.url,
            outlet=sent.outlet,
            language=sent.language,
            published=sent.published,
        )
    if sent.url:
        return add_article_by_address(session, actor=current_actor(), url=sent.url)
    raise InvalidInput(
        "Send the article's text or its url.", {"text": "Send the text, or a url instead."}
    )


def add_routes(blueprint: APIBlueprint) -> None:
    @blueprint.post("/articles")
    @scoped(Scope.TASKS_WRITE, Permission.ADD_MATERIAL)
    @blueprint.input(ArticleIn)
    @blueprint.doc(
        summary="Take an article in",
        security="token",
    )
    def post_article(json_data: ArticleIn) -> Response:
        def work(session: Session) -> Answer:
            taken = _take(session, json_data)
            session.flush()
            body = article_json(taken.article, taken.version) | {"new": taken.new}
            status = 200 if not taken.new else 201 if taken.version else 202
            location = url_for("api.get_one_article", article_id=taken.article.id)
            return Answer(body, status, location=location)

        return answer_once(work)

    @blueprint.get("/articles")
    @scoped(Scope.TASKS_READ)
    @blueprint.input(ListQuery, location="query")
    @blueprint.doc(summary="Articles, newest first", security="token")
    def get_articles(query_data: ListQuery) -> Response:
        before = decode_cursor(query_data.cursor, row_id)[0] if query_data.cursor else None
        with current_database().read() as session:
            articles = list_articles(session, before=before, limit=query_data.limit + 1)
            shown = articles[: query_data.limit]
            items = [
                article_json(article, latest_version(session, article.id or 0)) for article in shown
            ]
        more = len(articles) > len(shown)
        return page(items, encode_cursor(shown[-1].id) if more else None)

    @blueprint.get("/articles/<int:article_id>")
    @scoped(Scope.TASKS_READ)
    @blueprint.doc(summary="An article with its claims and their tasks", security="token")
    def get_one_article(article_id: int) -> Response:
        with current_database().read() as session:
            article = get_article(session, article_id)
            version = latest_version(session, article_id)
            claims = claims_of_article(session, article_id)
            tasks = tasks_of_claims(session, [claim.id or 0 for claim in claims])
            speakers = {
                claim.speaker_id: get_speaker(session, claim.speaker_id).name
                for claim in claims
                if claim.speaker_id
            }
        body = article_json(article, version) | {
            "text": version.text if version else None,
            "set_aside": still_aside(version.nonquotes, claims) if version else [],
            "set_aside_claims": [
                item | {"text": version.text[item["start"] : item["end"]]}
                for item in still_aside(version.set_aside, claims)
            ]
            if version
            else [],
            "claims": [
                {
                    "id": claim.id,
                    "kind": claim.kind,
                    "text": claim.text,
                    "start": claim.start_offset,
                    "end": claim.end_offset,
                    "speaker": speakers.get(claim.speaker_id or 0),
                    "candidates": claim.candidates,
                    "cue": claim.cue,
                    "types": claim.types,
                    "checkable": claim.checkable,
                    "score": claim.score,
                    "method": claim.method,
                    "anchor": claim.anchor_state,
                    "in_quote": claim.in_quote_id,
                    "same_as": claim.same_as_id,
                    "due": claim.due.isoformat() if claim.due else None,
                    "tasks": [
                        {"id": task.id, "question": task.question, "state": task.state}
                        for task in tasks[claim.id or 0]
                    ],
                }
                for claim in claims
            ],
        }
        return Answer(body).to_response()
