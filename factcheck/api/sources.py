"""`/api/v1/sources`: the documents that quotes and claims are held against."""

from typing import Any, TypeVar

from apiflask import APIBlueprint
from flask import Response, request
from pydantic import ValidationError
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
from factcheck.api.schemas import ListQuery, Sent, SourceForm, SourceIn
from factcheck.archive.service import keep_file
from factcheck.archive.store import archive_for
from factcheck.context.documents import read_document
from factcheck.context.library import add_source, get_source, list_sources, passages_of
from factcheck.context.models import SourceDocument
from factcheck.context.reading import read_document_in_child
from factcheck.errors import InvalidInput
from factcheck.request import current_actor, current_database, current_settings

Schema = TypeVar("Schema", bound=Sent)


def source_json(document: SourceDocument) -> dict[str, Any]:
    return {
        "id": document.id,
        "title": document.title,
        "url": document.url,
        "filename": document.filename,
        "media_type": document.media_type,
        "sha256": document.sha256,
        "created_at": document.created_at.isoformat(),
    }


def _uploaded() -> tuple[bytes, str, str, str, str]:
    """Data, file name, media type, title and address of what was sent, as JSON or as a form."""
    if request.is_json:
        sent = _checked(SourceIn, request.get_json())
        return sent.text.encode(), "", "text/plain; charset=utf-8", sent.title, sent.url
    file = request.files.get("file")
    if file is None:
        raise InvalidInput(
            "Send a file in the form field “file”, or JSON with “text”.", {"file": "Send a file."}
        )
    named = {"filename": file.filename or ""}
    form = _checked(SourceForm, request.form.to_dict() | named)
    return file.read(), form.filename, file.content_type or "", form.title, form.url


def _checked(schema: type[Schema], sent: object) -> Schema:
    """What was sent, validated here because the framework knows one kind of body a route."""
    try:
        return schema.model_validate(sent)
    except ValidationError as error:
        fields = {".".join(map(str, one["loc"])): one["msg"] for one in error.errors()}
        raise InvalidInput(
            "The source cannot be used as it is; see what is said of each field.", fields
        ) from error


def add_routes(blueprint: APIBlueprint) -> None:
    @blueprint.post("/sources")
    @scoped(Scope.TASKS_WRITE, Permission.ADD_MATERIAL)
    @blueprint.doc(
        summary="Add a source document, as a file (multipart) or as text (JSON)", security="token"
    )
    def post_source() -> Response:
        data, filename, media_type, title, url = _uploaded()
        # Text needs no parser; whatever was uploaded is read where a wild parser dies alone.
        read = read_document if request.is_json else read_document_in_child
        document = read(data, filename=filename, content_type=media_type)
        archive = archive_for(current_settings())
        copy = keep_file(data, media_type=document.media_type, archive=archive)

        def work(session: Session) -> Answer:
            row, new = add_source(
                session,
                actor=current_actor(),
                document=document,
                data=data,
                url=url,
                filename=filename,
                title=title,
                copy=copy,
            )
            body = source_json(row) | {"new": new, "passages": len(document.passages)}
            return Answer(body, 201 if new else 200)

        return answer_once(work)

    @blueprint.get("/sources")
    @scoped(Scope.TASKS_READ)
    @blueprint.input(ListQuery, location="query")
    @blueprint.doc(summary="Source documents, newest first", security="token")
    def get_sources(query_data: ListQuery) -> Response:
        before = decode_cursor(query_data.cursor, row_id)[0] if query_data.cursor else None
        with current_database().read() as session:
            rows = list_sources(session, before=before, limit=query_data.limit + 1)
        shown = rows[: query_data.limit]
        more = len(rows) > len(shown)
        items = [source_json(row) for row in shown]
        return page(items, encode_cursor(shown[-1].id) if more else None)

    @blueprint.get("/sources/<int:source_id>")
    @scoped(Scope.TASKS_READ)
    @blueprint.doc(summary="A source document with its passages", security="token")
    def get_one_source(source_id: int) -> Response:
        with current_database().read() as session:
            row = get_source(session, source_id)
            passages = passages_of(session, source_id)
        body = source_json(row) | {
            "passages": [
                {
                    "number": passage.number,
                    "text": passage.text,
                    "start": passage.start_offset,
                    "end": passage.end_offset,
                    "place": passage.place,
                }
                for passage in passages
            ]
        }
        return Answer(body).to_response()
