"""Source documents: the list, adding one, reading one with a place marked."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.policy import Permission
from factcheck.archive.service import Copy, keep_copy, keep_file
from factcheck.archive.store import archive_for
from factcheck.claims.service import get_claim
from factcheck.context.documents import Document, read_document
from factcheck.context.incoming import Upload, batch_of, receive_files
from factcheck.context.library import add_source, get_source, list_sources, passages_of
from factcheck.context.reading import fetch_document, read_document_in_child
from factcheck.errors import FactcheckError, InvalidInput
from factcheck.language import gettext as _
from factcheck.net.errors import FetchFailed, Refused
from factcheck.net.policy import policy_for
from factcheck.request import (
    current_actor,
    current_database,
    current_settings,
    needs,
    wants_fragment,
)
from factcheck.tasks.service import get_task
from factcheck.web.forms import number_in_query, text_of, typed
from factcheck.web.highlights import Paragraph, Span, lay_out

blueprint = Blueprint("sources", __name__, url_prefix="/sources")

PAGE = 50
# What a script sends as `batch` with the first part of many files.
FIRST_PART = "new"


@dataclass(frozen=True)
class Received:
    """A document as it came: read, with its bytes and where it is from."""

    document: Document
    data: bytes
    filename: str = ""
    url: str = ""
    copy: Copy | None = None


@blueprint.get("")
@needs(Permission.READ_DESK)
def index() -> ResponseReturnValue:
    return _page({})


@blueprint.post("")
@needs(Permission.ADD_MATERIAL)
def add() -> ResponseReturnValue:
    """Add what was pasted, uploaded or named by its address, in this order.

    Of several files each is read by a worker, and a page shows how far they are. A script sends
    many in parts, as one request of them all would be too large; `batch` says which they go with.
    """
    files = uploads_in_form()
    part = text_of("batch")
    if len(files) > 1 or part:
        with current_database().write() as session:
            batch = receive_files(
                session,
                actor=current_actor(),
                uploads=files,
                batch="" if part == FIRST_PART else part,
            )
        return redirect(url_for("sources.uploads", batch=batch), 303)
    try:
        received = _receive()
        with current_database().write() as session:
            row, new = add_source(
                session,
                actor=current_actor(),
                document=received.document,
                data=received.data,
                url=received.url,
                filename=received.filename,
                title=text_of("title"),
                copy=received.copy,
            )
    except (InvalidInput, Refused, FetchFailed) as error:
        return _page(typed(), error=error), 422
    if new:
        flash(
            _(
                "“%(title)s” is in the library; open tasks are held against it now.",
                title=row.title,
            ),
            "good",
        )
    else:
        flash(_("This document is here already, as “%(title)s”.", title=row.title), "warn")
    return redirect(url_for("sources.show", source_id=row.id), 303)


def uploads_in_form() -> list[Upload]:
    """The files of the form; a field left empty sends one without a name."""
    return [
        Upload(file.read(), file.filename, file.content_type or "")
        for file in request.files.getlist("file")
        if file.filename
    ]


def _receive() -> Received:
    text, url = text_of("text"), text_of("url")
    if text:
        data = text.encode()
        return Received(
            read_document(data, content_type="text/plain; charset=utf-8"), data, url=url
        )
    upload = request.files.get("file")
    if upload is not None and upload.filename:
        upload.seek(0)
        data = upload.read()
        document = read_document_in_child(
            data, filename=upload.filename, content_type=upload.content_type or ""
        )
        archive = archive_for(current_settings())
        copy = keep_file(data, media_type=document.media_type, archive=archive)
        return Received(document, data, filename=upload.filename, url=url, copy=copy)
    if not url:
        raise InvalidInput(
            _("Choose a file, give an address, or paste the text."), {"file": _("Choose a file.")}
        )
    # The person waits, because only reading the page shows whether it was the right one; the
    # client's own limits end it within 20 seconds.
    fetched = fetch_document(url, policy=policy_for(current_settings()))
    copy = keep_copy(fetched.page, url=url, archive=archive_for(current_settings()))
    page = fetched.page
    return Received(fetched.document, page.body, url=page.final_url, copy=copy)


def _page(values: dict[str, str], *, error: FactcheckError | None = None) -> str:
    with current_database().read() as session:
        sources = list_sources(session, before=number_in_query("before"), limit=PAGE + 1)
    fields = dict(error.fields) if isinstance(error, InvalidInput) else {}
    if error is not None and not fields:
        fields = {"url" if values.get("url") else "file": str(error)}
    return render_template(
        "sources/index.html",
        sources=sources[:PAGE],
        next_before=sources[PAGE - 1].id if len(sources) > PAGE else None,
        values=values,
        fields=fields,
    )


@blueprint.get("/uploads/<batch>")
@needs(Permission.READ_DESK)
def uploads(batch: str) -> ResponseReturnValue:
    """How far the files that came together are; a script looks again every two seconds."""
    with current_database().read() as session:
        rows = batch_of(session, batch)
    block = wants_fragment()
    return render_template(
        "sources/_uploads.html" if block else "sources/uploads.html",
        batch=batch,
        rows=rows,
        done=sum(row.state != "waiting" for row in rows),
    )


@blueprint.get("/<int:source_id>")
@needs(Permission.READ_DESK)
def show(source_id: int) -> ResponseReturnValue:
    """The document's passages; `?start=&end=` marks a place by code points into its text.

    With `?task=` words can be chosen as evidence for a task.
    """
    return render_source(source_id, task_id=number_in_query("task"))


def render_source(
    source_id: int, *, task_id: int | None = None, errors: dict[str, str] | None = None
) -> str:
    """The page of a source, with what was typed if it was refused."""
    start, end = number_in_query("start"), number_in_query("end")
    with current_database().read() as session:
        source = get_source(session, source_id)
        passages = passages_of(session, source_id)
        claim = None
        if task_id is not None:
            claim = get_claim(session, get_task(session, task_id).claim_id)
    marked = [] if start is None or end is None else [Span(start, end, 1)]
    shown = [
        (
            passage,
            lay_out(
                source.text[passage.start_offset : passage.end_offset],
                [
                    Span(
                        max(0, span.start - passage.start_offset),
                        min(span.end, passage.end_offset) - passage.start_offset,
                        span.id,
                    )
                    for span in marked
                ],
            ),
        )
        for passage in passages
    ]
    first = next((p.number for p, paragraphs in shown if _is_marked(paragraphs)), None)
    return render_template(
        "sources/show.html",
        source=source,
        shown=shown,
        first_marked=first,
        task_id=task_id,
        claim=claim,
        view=request.values.get("view", ""),
        ticked=request.form.getlist("passage"),
        words=text_of("words"),
        errors=errors or {},
    )


def _is_marked(paragraphs: list[Paragraph]) -> bool:
    return any(piece.covers for paragraph in paragraphs for piece in paragraph)
