"""`factcheck semantic`: the model of the optional matching by meaning."""

from pathlib import Path

import click

from factcheck.claims.semantic_model import ADDRESS, fetch_model
from factcheck.cli.common import data_option, load_settings
from factcheck.net.policy import policy_for


@click.group("semantic")
def semantic_group() -> None:
    """Matching by meaning, beside words: an optional extra, factcheck[semantic]."""


@semantic_group.command("fetch")
@click.option("--from", "address", default=ADDRESS, show_default=True, help="Where it is fetched.")
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for it; by itself one in the data folder.",
)
@data_option
def fetch_command(address: str, folder: Path | None, data: Path | None) -> None:
    """Download the sentence encoder all-MiniLM-L6-v2 (90 MB, Apache-2.0) and check its hash.

    Nothing else of factcheck ever downloads it.
    """
    settings = load_settings(data)
    folder = folder or settings.data / "semantic"
    for name in fetch_model(folder, policy=policy_for(settings), address=address):
        click.echo(f"{folder / name} is there.")
    click.echo(f"To match by meaning: export FACTCHECK_SEMANTIC_MODEL={folder}")
