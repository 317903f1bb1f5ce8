"""`/api/v1/datasets` and the data sets: all checked claims at once, in every form."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response, jsonify

from factcheck import clock
from factcheck.accounts.policy import Scope
from factcheck.api.conventions import page
from factcheck.api.guard import scoped
from factcheck.api.schemas import DatasetQuery
from factcheck.api.streams import answer_dataset
from factcheck.errors import NotFound
from factcheck.publishing.claimreview import LICENCE
from factcheck.publishing.exports.describing import live_croissant
from factcheck.publishing.exports.forms import FORMS, Form, Publisher
from factcheck.request import current_settings, public_base

BY_SUFFIX = {form.suffix: form for form in FORMS.values()}


def _address(form: Form) -> str:
    return f"{public_base()}/api/v1/{form.filename}"


def _dataset_json(form: Form) -> dict[str, Any]:
    return {
        "name": form.name,
        "title": form.title,
        "media_type": form.media_type,
        "url": _address(form),
        "licence": LICENCE,
    }


def add_routes(blueprint: APIBlueprint) -> None:
    @blueprint.get("/datasets")
    @scoped(Scope.EXPORTS_READ)
    @blueprint.doc(summary="The forms in which all checked claims can be read", security="token")
    def get_datasets() -> Response:
        return page([_dataset_json(form) for form in FORMS.values()], None)

    @blueprint.get("/datasets/croissant")
    @scoped(Scope.EXPORTS_READ)
    @blueprint.doc(summary="The data sets as a Croissant description", security="token")
    def get_croissant() -> Response:
        publisher = Publisher(public_base(), current_settings().organisation)
        addresses = {form.filename: _address(form) for form in FORMS.values()}
        response = jsonify(live_croissant(addresses, publisher, made=clock.now()))
        response.mimetype = "application/ld+json"
        return response

    @blueprint.get("/checked-claims.<form>")
    @scoped(Scope.EXPORTS_READ)
    @blueprint.input(DatasetQuery, location="query")
    @blueprint.doc(
        summary="All checked claims in one form, streamed, in the order of their ids",
        security="token",
    )
    def get_dataset(form: str, query_data: DatasetQuery) -> Response:
        wanted = BY_SUFFIX.get(form)
        if wanted is None:
            raise NotFound(f"There is no data set “{form}”; /api/v1/datasets lists them.")
        return answer_dataset(wanted, query_data.to_filter(), raw=query_data.raw)
