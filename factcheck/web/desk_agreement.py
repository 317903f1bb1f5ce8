"""The desk's panels on agreement: how often two readers came to one rating, never whose fault."""

from collections.abc import Sequence

from sqlmodel import Session

from factcheck.accounts.service import names_of
from factcheck.language import gettext as _
from factcheck.language import ngettext, number_in_words, translated
from factcheck.verdicts import figures as verdict_figures
from factcheck.verdicts.agreement import LEAST, Agreement
from factcheck.web.charts import Cell, Chart
from factcheck.web.desk_panels import list_address


def agreement_panels(session: Session, *, by_pair: bool) -> list[Chart]:
    """A table of first × second ratings a scale, with its coefficients in words.

    `by_pair` adds each two people: for the desk's leads, never as a league table.
    """
    readings = verdict_figures.double_readings(session)
    charts = [
        _agreement_chart(one) for one in verdict_figures.agreement_by_scale(session, readings)
    ]
    if by_pair and readings:
        charts.append(_pairs_chart(session, readings))
    return charts


def _agreement_chart(one: verdict_figures.ScaleAgreement) -> Chart:
    ratings = one.scale.ratings
    return Chart(
        f"agreement-{one.scale.id}",
        _("Agreement: %(question)s", question=translated(one.scale.label)),
        agreement_words(one.agreement),
        (_("first \\ second"), *(translated(rating["label"]) for rating in ratings)),
        tuple(
            (
                Cell(translated(first["label"])),
                *(
                    _pair_cell(one.scale.id, first["code"], second["code"], one.table)
                    for second in ratings
                ),
            )
            for first in ratings
        ),
    )


def _pair_cell(scale_id: str, first: str, second: str, table: dict[tuple[str, str], int]) -> Cell:
    count = table.get((first, second), 0)
    href = list_address("agreement", scale=scale_id, first=first, second=second)
    return Cell(str(count) if count else "", href if count else "")


def _pairs_chart(session: Session, readings: Sequence[verdict_figures.DoubleReading]) -> Chart:
    pairs = verdict_figures.agreement_by_pair(session, readings)
    names = names_of(session, [person for pair in pairs for person in pair.people])
    return Chart(
        "agreement-pairs",
        _("Agreement of two readers"),
        ngettext(
            "%(num)s pair of people read the same claims.",
            "%(num)s pairs of people read the same claims.",
            len(pairs),
        ),
        (_("readers"), _("scale"), "n", _("equal"), _("kappa")),
        tuple(
            (
                Cell(
                    _(
                        "%(first)s and %(second)s",
                        first=names[pair.people[0]],
                        second=names[pair.people[1]],
                    )
                ),
                Cell(translated(pair.scale.label)),
                Cell(str(pair.agreement.n)),
                Cell("–" if pair.agreement.hidden else f"{pair.agreement.raw:.0%}"),
                Cell(_coefficient(pair.agreement, pair.agreement.kappa)),
            )
            for pair in pairs
        ),
    )


def _coefficient(agreement: Agreement, value: float | None) -> str:
    if agreement.hidden:
        return _("shown from n = %(least)s", least=LEAST)
    return "–" if value is None else number_in_words(value, "0.00")


def agreement_words(agreement: Agreement) -> str:
    """The coefficients as a sentence; under twenty claims only how many there are."""
    if agreement.hidden:
        return _(
            "n = %(n)s, shown from %(least)s claims read by two people.",
            n=agreement.n,
            least=LEAST,
        )
    alpha = _coefficient(agreement, agreement.alpha)
    if agreement.interval:
        alpha = _(
            "%(alpha)s (%(low)s to %(high)s)",
            alpha=alpha,
            low=number_in_words(agreement.interval[0], "0.00"),
            high=number_in_words(agreement.interval[1], "0.00"),
        )
    said = _(
        "n = %(n)s: %(equal)s equal ratings, Cohen's kappa %(kappa)s, Krippendorff's alpha "
        "%(alpha)s",
        n=agreement.n,
        equal=f"{agreement.raw:.0%}",
        kappa=_coefficient(agreement, agreement.kappa),
        alpha=alpha,
    )
    judged = _judged(agreement.alpha)
    return f"{said}: {judged}." if judged else f"{said}."


def _judged(alpha: float | None) -> str:
    if alpha is None:
        return ""
    if alpha >= 0.8:
        return _("reliable")
    return _("tentative") if alpha >= 0.667 else _("not reliable")
