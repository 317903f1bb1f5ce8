"""`factcheck mcp`: checked claims for language models."""

from pathlib import Path

import click

from factcheck.cli.common import data_option, open_desk
from factcheck.logs import configure_logging


@click.command("mcp")
@click.option("--base", default="", help="Address of the public pages; else the setting's.")
@data_option
def mcp_command(base: str, data: Path | None) -> None:
    """Serve checked claims over the Model Context Protocol, on standard input and output.

    Read only: search_checked_claims, get_checked_claim, compare_quote.
    """
    try:
        from factcheck.mcp.server import make_server
    except ImportError as error:
        if (error.name or "").partition(".")[0] != "mcp":
            raise
        raise click.ClickException(
            "This needs the package mcp. Run: pip install 'factcheck[mcp]'"
        ) from None
    desk = open_desk(data)
    # Standard output is the protocol's; the log goes to standard error.
    configure_logging(desk.settings.log_format)
    base = base or desk.settings.public_url or "http://127.0.0.1:8000"
    make_server(desk.database, base=base).run("stdio")
