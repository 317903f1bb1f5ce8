"""schema.org's types, as schema-dts has them, on all markup that leaves the house, in one run."""

import json
from pathlib import Path
from typing import Any

import extruct
import pytest

from tests.outside.conftest import Site
from tests.outside.pages import documents
from tests.outside.programs import command, judged, module
from tests.publishing.exports.checks import exported

HEAD = 'import type { Thing, WithContext } from "schema-dts";\n'
# A name that is not schema.org's, and a value of the wrong kind.
BROKEN: dict[str, dict[str, Any]] = {
    "misspelt": {"@context": "https://schema.org", "@type": "ClaimReview", "claimReviewd": "x"},
    "mistyped": {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "itemReviewed": {"@type": "Claim", "author": {"@type": "Rating", "ratingValue": 1}},
    },
}


def markup(site: Site) -> dict[str, Any]:
    """Everything that is JSON-LD: of the public pages, and the two data sets."""
    found = {}
    for address, page in documents(site, public=True).items():
        objects = extruct.extract(page, base_url=f"http://localhost{address}")["json-ld"]
        found |= {f"{address} {number}": one for number, one in enumerate(objects)}
    for line in exported(site.room, "claimreview").decode().splitlines():
        review = json.loads(line)
        found[f"claimreview {review['url']}"] = review
    found["datafeed"] = json.loads(exported(site.room, "datafeed"))
    return found


@pytest.mark.slow
@pytest.mark.pages
def test_all_markup_has_schema_orgs_names_and_kinds(site: Site, tmp_path: Path) -> None:
    package = module("schema-dts")
    compiler = module("typescript", "bin", "tsc")
    given = markup(site) | BROKEN
    names = {}
    for number, (name, one) in enumerate(given.items()):
        file = tmp_path / f"{number}.ts"
        file.write_text(f"{HEAD}export const it: WithContext<Thing> = {json.dumps(one)};\n")
        names[file.name] = name
    options = {
        "strict": True, "noEmit": True, "skipLibCheck": True, "module": "esnext",
        "moduleResolution": "bundler", "types": [],
        "paths": {"schema-dts": [str(package / "dist" / "schema.d.ts")]},
    }  # fmt: skip
    project = {"compilerOptions": options, "include": ["*.ts"]}
    (tmp_path / "tsconfig.json").write_text(json.dumps(project))

    answer = judged(
        command("node", "nodejs"), compiler, "--pretty", "false", "-p", tmp_path, cwd=tmp_path
    )

    complaints = [line for line in answer.stdout.splitlines() if not line.startswith(" ")]
    refused = {names[line.partition("(")[0].rpartition("/")[2]] for line in complaints}
    assert refused == set(BROKEN), answer.stdout
    assert sum(name.startswith("/c/") for name in given) >= 3
    assert any(one.get("@type") == "NewsMediaOrganization" for one in given.values())
