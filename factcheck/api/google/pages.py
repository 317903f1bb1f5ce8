"""`pages`: create, get, update, delete and list markup of checks made elsewhere."""

from typing import Annotated, Any

from flask import Blueprint, Response, jsonify, request
from pydantic import ConfigDict, Field, ValidationError

from factcheck.accounts.policy import Permission, Scope
from factcheck.api.google.parameters import PAGING, page_of, parameters
from factcheck.api.guard import scoped
from factcheck.api.schemas import Sent
from factcheck.errors import InvalidInput, NotFound
from factcheck.publishing.facttools import site_of
from factcheck.publishing.pages import (
    create_page,
    delete_page,
    find_page,
    get_page,
    list_pages,
    page_json,
    update_page,
)
from factcheck.request import MAX_ID, current_actor, current_database

Text = Annotated[str, Field(max_length=20_000)]
Int32 = Annotated[int, Field(strict=True, ge=-(2**31), le=2**31 - 1)]
_NAME = "pages/<page_id>"

writing = scoped(Scope.PUBLISH, Permission.WORK_TASKS)


class _Part(Sent):
    """A part of a page; a member that Google's schema does not have is refused."""

    model_config = ConfigDict(extra="forbid")


class ReviewAuthor(_Part):
    name: Text = ""
    imageUrl: Text = ""  # noqa: N815 - Google's names, here and below


class ClaimAuthor(_Part):
    name: Text = ""
    jobTitle: Text = ""  # noqa: N815
    imageUrl: Text = ""  # noqa: N815
    sameAs: Text = ""  # noqa: N815


class Rating(_Part):
    textualRating: Text = ""  # noqa: N815
    ratingValue: Int32 | None = None  # noqa: N815
    worstRating: Int32 | None = None  # noqa: N815
    bestRating: Int32 | None = None  # noqa: N815
    ratingExplanation: Text = ""  # noqa: N815
    imageUrl: Text = ""  # noqa: N815


class Markup(_Part):
    url: Text = ""
    claimReviewed: Text = ""  # noqa: N815
    claimDate: Text = ""  # noqa: N815
    claimLocation: Text = ""  # noqa: N815
    claimFirstAppearance: Text = ""  # noqa: N815
    claimAppearances: list[Text] = Field(default_factory=list, max_length=100)  # noqa: N815
    claimAuthor: ClaimAuthor | None = None  # noqa: N815
    rating: Rating | None = None


class Page(_Part):
    """`ClaimReviewMarkupPage` of the discovery document."""

    name: Text = ""
    pageUrl: Text = ""  # noqa: N815
    publishDate: Text = ""  # noqa: N815
    claimReviewAuthor: ReviewAuthor | None = None  # noqa: N815
    claimReviewMarkups: list[Markup] = Field(default_factory=list, max_length=100)  # noqa: N815
    versionId: Text = ""  # noqa: N815


def _sent_page() -> dict[str, Any]:
    try:
        return Page.model_validate(request.get_json()).model_dump(exclude_unset=True)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the body"
        raise InvalidInput(f"“{where}” cannot be used: {first['msg']}.") from error


def _number_of(page_id: str) -> int:
    if not (page_id.isascii() and page_id.isdecimal()) or int(page_id[:20]) > MAX_ID:
        raise NotFound(f"There is no page pages/{page_id}.")
    return int(page_id)


def add_routes(blueprint: Blueprint) -> None:
    @blueprint.post("/pages")
    @writing
    def post_page() -> Response:
        """Its markups are imported as checks of others; nothing of it is published."""
        page = _sent_page()
        with current_database().write() as session:
            row = create_page(session, actor=current_actor(), page=page)
        return jsonify(page_json(row))

    @blueprint.get(f"/{_NAME}")
    @writing
    def get_one_page(page_id: str) -> Response:
        with current_database().read() as session:
            return jsonify(page_json(get_page(session, _number_of(page_id))))

    @blueprint.put(f"/{_NAME}")
    @writing
    def put_page(page_id: str) -> Response:
        page, number = _sent_page(), _number_of(page_id)
        with current_database().write() as session:
            row = update_page(session, actor=current_actor(), page_id=number, page=page)
        return jsonify(page_json(row))

    @blueprint.delete(f"/{_NAME}")
    @writing
    def delete_one_page(page_id: str) -> Response:
        with current_database().write() as session:
            delete_page(session, actor=current_actor(), page_id=_number_of(page_id))
        return jsonify({})

    @blueprint.get("/pages")
    @writing
    def get_pages() -> Response:
        sent = parameters(PAGING | {"url", "organization"})
        if ("url" in sent) == ("organization" in sent):
            raise InvalidInput("Send either a “url” or an “organization”.")
        page = page_of(sent)
        with current_database().read() as session:
            if "url" in sent:
                one = find_page(session, sent["url"])
                rows = [one] if one is not None and page.offset == 0 else []
            else:
                asked = sent["organization"]
                rows = list_pages(
                    session,
                    organisation=site_of(f"//{asked.partition('://')[2] or asked}"),
                    offset=page.offset,
                    limit=page.size + 1,
                )
        body: dict[str, Any] = {}
        if rows:
            body["claimReviewMarkupPages"] = [page_json(row) for row in rows[: page.size]]
        if len(rows) > page.size:
            body["nextPageToken"] = page.next_token()
        return jsonify(body)
