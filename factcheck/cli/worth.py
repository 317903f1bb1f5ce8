"""`factcheck worth`: fitting the check-worthiness score to this desk's own decisions."""

from pathlib import Path
from typing import Any

import click

from factcheck.claims.worth import list_versions, use_version, version_in_use
from factcheck.cli.common import (
    COMMAND_LINE,
    data_option,
    json_option,
    open_desk,
    print_json,
    print_table,
)
from factcheck.tasks.refit import Refit, apply_refit, measure_refit

COLUMNS = ("weights", "F1", "average precision")


@click.group("worth")
def worth_group() -> None:
    """How much claims are worth checking, learned from this desk's decisions."""


@worth_group.command("refit")
@click.option("--apply", "apply", is_flag=True, help="Use the refitted weights from now on.")
@json_option
@data_option
def refit_command(apply: bool, as_json: bool, data: Path | None) -> None:
    """Fit the weights to the desk's takes and dismissals, and show what that would bring.

    The older decisions are fitted, the newest quarter is held back and measured on. Without
    --apply nothing is changed.
    """
    database = open_desk(data).database
    with database.read() as session:
        measured = measure_refit(session)
    if not as_json:
        _print_figures(measured)
    used = None
    if apply:
        with database.write() as session:
            used = apply_refit(session, actor=COMMAND_LINE, measured=measured).id
    if as_json:
        print_json(_as_json(measured) | {"used": used})
    elif used:
        back = f"factcheck worth use {measured.version}"
        click.echo(f"New articles are scored with version {used}. Back: {back}")
    else:
        click.echo(
            "Nothing was changed. To use the refitted weights: factcheck worth refit --apply"
        )


def _as_json(measured: Refit) -> dict[str, Any]:
    return {
        "fitted": vars(measured.fitted),
        "held_back": vars(measured.held_back),
        "version": measured.version,
        "before": measured.before._asdict(),
        "after": measured.after._asdict(),
    }


def _print_figures(measured: Refit) -> None:
    fitted, held = measured.fitted, measured.held_back
    title = (
        f"Fitted on {fitted.all} decisions ({fitted.taken} taken, {fitted.dismissed} dismissed), "
        f"measured on the {held.all} newest ({held.taken} taken, {held.dismissed} dismissed)"
    )
    rows = [
        (_name(measured.version), measured.before),
        ("refitted", measured.after),
    ]
    print_table(
        title,
        COLUMNS,
        [(name, f"{one.f1:.3f}", f"{one.average_precision:.3f}") for name, one in rows],
    )


def _name(version: int) -> str:
    return f"in use: version {version}" if version else "in use: as shipped"


@worth_group.command("list")
@json_option
@data_option
def list_command(as_json: bool, data: Path | None) -> None:
    """The versions that there are, newest first, with what each refit measured."""
    with open_desk(data).database.read() as session:
        versions = list_versions(session)
        in_use = version_in_use(session)
    if as_json:
        for version in versions:
            print_json(version.model_dump(exclude={"change"}))
        print_json({"id": 0, "in_use": in_use is None})
        return
    rows = [
        (
            f"{version.id}{' (in use)' if version.in_use else ''}",
            f"{version.created_at:%Y-%m-%d %H:%M}, {version.created_by}",
            str(version.figures["fitted"]),
            _change_in(version.figures, "f1"),
            _change_in(version.figures, "average_precision"),
        )
        for version in versions
    ]
    shipped = "0" if in_use else "0 (in use)"
    print_table(
        "Weights of this desk",
        ("version", "made", "decisions", "F1", "average precision"),
        [*rows, (shipped, "as shipped", "", "", "")],
    )


def _change_in(figures: dict[str, Any], name: str) -> str:
    return f"{figures['before'][name]:.3f} → {figures['after'][name]:.3f}"


@worth_group.command("use")
@click.argument("version", type=click.IntRange(0))
@data_option
def use_command(version: int, data: Path | None) -> None:
    """Score new articles with an earlier VERSION; 0 is the weights as shipped."""
    with open_desk(data).database.write() as session:
        use_version(session, actor=COMMAND_LINE, version_id=version)
    what = f"version {version}" if version else "the weights as shipped"
    click.echo(f"New articles are scored with {what}.")
