"""What is in the files, for programs: a Data Package and a Croissant description.

Both describe the flat table; the hashes are of the files as they lie there.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from factcheck.publishing.claimreview import LICENCE
from factcheck.publishing.exports.files import Written
from factcheck.publishing.exports.flat import COLUMNS, Column
from factcheck.publishing.exports.forms import FORMS, Publisher

TITLE = "Checked claims"
_CROISSANT_TYPES = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "date": "sc:Date",
    "datetime": "sc:DateTime",
}
# The context of Croissant 1.0, whole, as its readers expect it.
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def data_package(table: Written, publisher: Publisher, *, made: datetime) -> dict[str, Any]:
    """The `datapackage.json` that lies beside the flat CSV."""
    packed = table.path.suffix == ".gz"
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "checked-claims",
        "title": _title(publisher),
        "homepage": publisher.base,
        "created": made.isoformat(timespec="seconds"),
        "licenses": [{"name": "CC-BY-4.0", "path": LICENCE}],
        "resources": [
            {
                "name": "checked-claims",
                "type": "table",
                "path": table.path.name,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                **({"compression": "gz"} if packed else {}),
                "bytes": table.size,
                "hash": f"sha256:{table.sha256}",
                "schema": {
                    "fields": [_package_field(column) for column in COLUMNS],
                    "primaryKey": ["id"],
                    "missingValues": [""],
                },
            }
        ],
    }


def _package_field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.kind,
        "description": column.description,
    }
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.enum:
        constraints["enum"] = list(column.enum)
    return field | ({"constraints": constraints} if constraints else {})


def croissant(files: Sequence[Written], publisher: Publisher, *, made: datetime) -> dict[str, Any]:
    """The `croissant.json` of the files of a folder; the flat CSV is among them."""
    return _croissant(publisher, made) | {
        "distribution": [
            _file_object(file.path.name, file.path.name)
            | {"contentSize": f"{file.size} B", "sha256": file.sha256}
            for file in files
        ]
    }


def live_croissant(
    addresses: Mapping[str, str], publisher: Publisher, *, made: datetime
) -> dict[str, Any]:
    """The same of what is made anew whenever it is asked for, so that it has no hashes.

    `addresses` has each form's by its file's name.
    """
    return _croissant(publisher, made) | {
        "isLiveDataset": True,
        "distribution": [_file_object(name, url) for name, url in addresses.items()],
    }


def _file_object(name: str, url: str) -> dict[str, Any]:
    form = next(form for form in FORMS.values() if form.filename == name)
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "description": f"{form.title}.",
        "contentUrl": url,
        "encodingFormat": form.media_type,
    }


def _croissant(publisher: Publisher, made: datetime) -> dict[str, Any]:
    day = made.date().isoformat()
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "checked-claims",
        "description": (
            f"Claims checked by {publisher.organisation}: the words, who said them and where, the "
            "verdict on a published scale, the evidence, and when it was signed or corrected."
        ),
        "url": publisher.base,
        "license": LICENCE,
        "version": f"{made:%Y}.{made.month}.{made.day}",
        "datePublished": day,
        "citeAs": f"{_title(publisher)}, {publisher.base}, {day}",
        "creator": {
            "@type": "sc:Organization",
            "name": publisher.organisation,
            "url": publisher.base,
        },
        "recordSet": [
            {
                "@type": "cr:RecordSet",
                "@id": "checks",
                "name": "checks",
                "description": "A checked claim a row.",
                "key": {"@id": "checks/id"},
                "field": [_croissant_field(column) for column in COLUMNS],
            }
        ],
    }


def _croissant_field(column: Column) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"checks/{column.name}",
        "name": column.name,
        "description": column.description,
        "dataType": _CROISSANT_TYPES[column.kind],
        "source": {
            "fileObject": {"@id": FORMS["csv"].filename},
            "extract": {"column": column.name},
        },
    }


def _title(publisher: Publisher) -> str:
    return f"{TITLE} of {publisher.organisation}"
