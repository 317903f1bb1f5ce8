"""The desk's panels on verdicts: what was sent back, how kinds and speakers fared."""

from collections.abc import Sequence

from sqlmodel import Session

from factcheck.language import code_in_words, ngettext, translated
from factcheck.language import gettext as _
from factcheck.verdicts import figures as verdict_figures
from factcheck.web.charts import Cell, Chart, Line, lying_bars
from factcheck.web.desk_panels import list_address


def returns_panel(session: Session) -> Chart:
    returns = verdict_figures.returns_by_field(session)
    share = f"{returns.returned / returns.decided:.0%}" if returns.decided else "–"
    return lying_bars(
        name="returns",
        title=_("Sent back, by reason"),
        says=_(
            "%(returned)s of %(decided)s decisions of the last %(days)s days were returns "
            "(%(share)s).",
            returned=returns.returned,
            decided=returns.decided,
            days=verdict_figures.DAYS,
            share=share,
        ),
        lines=[
            Line(
                code_in_words(name, "field"),
                (("series-4", _("%(count)s returned", count=count), count),),
                f"{count / returns.decided:.0%}",
            )
            for name, count in returns.by_field
        ],
        head=(_("reason"), _("returns"), _("of decisions")),
        rows=tuple(
            (
                Cell(code_in_words(name, "field")),
                Cell(str(count), list_address("returns", field=name)),
                Cell(f"{count / returns.decided:.0%}"),
            )
            for name, count in returns.by_field
        ),
    )


def verdicts_panel(session: Session, scale_id: str) -> Chart | None:
    """The ratings that stand on one scale, by kind of claim; None before the first."""
    shares = [one for one in verdict_figures.verdicts_by_kind(session) if one.scale.id == scale_id]
    return _shares_panel(shares, f"verdicts-{scale_id}", "", "kind")


def speakers_panel(session: Session, scale_id: str) -> Chart | None:
    shares = [
        one for one in verdict_figures.verdicts_by_speaker(session) if one.scale.id == scale_id
    ]
    return _shares_panel(
        shares,
        f"speakers-{scale_id}",
        _("What is checked is chosen by the desk: not a random sample."),
        "speaker",
    )


def _shares_panel(
    shares: Sequence[verdict_figures.Share], name: str, caution: str, key: str
) -> Chart | None:
    if not shares:
        return None
    ratings = shares[-1].scale.ratings
    total = sum(share.total for share in shares)
    question = translated(shares[-1].scale.label)
    title = _("%(question)s By kind", question=question)
    if key == "speaker":
        title = _("%(question)s By speaker", question=question)
    counted = ngettext("%(num)s published verdict.", "%(num)s published verdicts.", total)
    return lying_bars(
        name=name,
        title=title,
        says=f"{counted} {caution}".strip(),
        whole=True,
        lines=[
            Line(
                _label(share, key),
                tuple(
                    (f"rating-fill-{place}", f"{translated(rating['label'])} {count}", count)
                    for place, (rating, count) in enumerate(
                        zip(share.scale.ratings, share.counts, strict=True), 1
                    )
                ),
                f"n = {share.total}",
            )
            for share in shares
        ],
        legend=tuple(
            (translated(rating["label"]), f"rating-fill-{place}")
            for place, rating in enumerate(ratings, 1)
        ),
        head=(
            _("speaker") if key == "speaker" else _("kind"),
            *(translated(rating["label"]) for rating in ratings),
            "n",
        ),
        rows=tuple(
            (
                Cell(_label(share, key)),
                *(
                    Cell(
                        str(count),
                        list_address(
                            "verdicts",
                            scale=share.scale.id,
                            rating=rating["code"],
                            **{key: share.key},
                        )
                        if count
                        else "",
                    )
                    for rating, count in zip(share.scale.ratings, share.counts, strict=True)
                ),
                Cell(str(share.total)),
            )
            for share in shares
        ),
    )


def _label(share: verdict_figures.Share, key: str) -> str:
    """A speaker's name as it is; a kind of claim in the reader's words."""
    return share.label if key == "speaker" else code_in_words(share.label, "type")
