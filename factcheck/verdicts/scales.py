"""The rating scales, as data with versions.

A changed scale is a new version, shipped here or worded by the desk; rows of older versions stay in
the database, because verdicts refer to them. `value` is the number in ClaimReview (nearer `best` is
truer); None goes out as words alone. Codes and labels follow the desk's keyboard order.
"""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.audit.log import Actor, record_event
from factcheck.db import insert_missing, lock_name
from factcheck.errors import DoesNotFit, InvalidInput, NotFound, StaleVersion
from factcheck.language import gettext as _
from factcheck.messages import marked
from factcheck.verdicts.models import Scale


@dataclass(frozen=True)
class Rating:
    """One step of a scale. `asks_date` means that it names a day to look again."""

    code: str
    label: str
    value: int | None
    meaning: str
    asks_date: bool = False

    def to_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "label": self.label,
            "value": self.value,
            "meaning": self.meaning,
            "asks_date": self.asks_date,
        }


@dataclass(frozen=True)
class ScaleVersion:
    """A scale as this program ships it."""

    id: str
    version: int
    question: str
    label: str
    ratings: tuple[Rating, ...]


SHIPPED: tuple[ScaleVersion, ...] = (
    ScaleVersion(
        "quote",
        1,
        "said",
        marked("Did they say it?"),
        (
            Rating(
                "verbatim",
                marked("Verbatim"),
                5,
                marked("The words are the source's, word for word."),
            ),
            Rating(
                "marked_edits",
                marked("Marked edits"),
                4,
                marked("Shortened or edited with brackets or ellipses; the meaning is kept."),
            ),
            Rating(
                "altered",
                marked("Altered"),
                3,
                marked("Words differ without a mark; the meaning is close."),
            ),
            Rating(
                "altered_material",
                marked("Altered materially"),
                2,
                marked(
                    "A number, name, negation or the like differs; the meaning is not the same."
                ),
            ),
            Rating("misattributed", marked("Misattributed"), 1, marked("Somebody else said it.")),
            Rating(
                "not_found",
                marked("Not found"),
                None,
                marked("No source for these words was found."),
            ),
        ),
    ),
    ScaleVersion(
        "truth",
        1,
        "true",
        marked("Is it true?"),
        (
            Rating(
                "true",
                marked("True"),
                5,
                marked("The evidence bears it out; nothing important is missing."),
            ),
            Rating(
                "mostly_true",
                marked("Mostly true"),
                4,
                marked("Right in substance, with something missing."),
            ),
            Rating(
                "half_true",
                marked("Half true"),
                3,
                marked("Partly right; leaves out what matters."),
            ),
            Rating(
                "mostly_false",
                marked("Mostly false"),
                2,
                marked("A grain of truth, a wrong impression."),
            ),
            Rating("false", marked("False"), 1, marked("The evidence contradicts it.")),
            Rating(
                "not_enough_evidence",
                marked("Not enough evidence"),
                None,
                marked("What is known does not settle it."),
            ),
        ),
    ),
    ScaleVersion(
        "outcome",
        1,
        "happened",
        marked("Did it happen?"),
        (
            Rating("kept", marked("Happened"), 3, marked("It came about as foretold or promised.")),
            Rating(
                "partly_kept",
                marked("Partly happened"),
                2,
                marked("It came about in part, or late."),
            ),
            Rating(
                "not_kept", marked("Did not happen"), 1, marked("It did not come about in time.")
            ),
            Rating(
                "too_early",
                marked("Too early to say"),
                None,
                marked("It is not due yet."),
                asks_date=True,
            ),
        ),
    ),
)


def ensure_scales(session: Session) -> None:
    """Store the shipped scales that the database does not have yet."""
    for scale in SHIPPED:
        insert_missing(
            session,
            Scale,
            {
                "id": scale.id,
                "version": scale.version,
                "question": scale.question,
                "label": scale.label,
                "ratings": [rating.to_json() for rating in scale.ratings],
                "created_at": clock.now(),
            },
        )


def reword_scale(
    session: Session,
    *,
    actor: Actor,
    scale_id: str,
    version: int,
    label: str,
    words: dict[str, tuple[str, str]],
) -> Scale:
    """A new version of a scale with other words: `words` maps a code to its label and meaning.

    Codes and numbers stay, for risks, figures and exports go by them; checks keep the version that
    they were made with. `version` is the one seen. Raises `StaleVersion`, and `InvalidInput` when
    a label is missing or two steps have the same, or nothing is changed.
    """
    lock_name(session, f"scale {scale_id}")
    newest = session.exec(
        select(Scale).where(Scale.id == scale_id).order_by(col(Scale.version).desc())
    ).first()
    if newest is None:
        raise NotFound(_("There is no scale %(scale_id)s.", scale_id=scale_id))
    if newest.version != version:
        raise StaleVersion(
            _("This scale has a newer version than the one that you changed. Look at it again."),
            newest.version,
        )
    ratings = [_reworded(rating, words) for rating in newest.ratings]
    label = label.strip() or newest.label
    labels = [rating["label"].casefold() for rating in ratings]
    if len(set(labels)) < len(labels):
        raise InvalidInput(
            _("Two steps have the same words."), {"label": _("Give each its own words.")}
        )
    if (label, ratings) == (newest.label, newest.ratings):
        raise InvalidInput(_("Nothing is changed."), {"label": _("Change some words.")})
    changed = Scale(
        id=scale_id,
        version=version + 1,
        question=newest.question,
        label=label,
        ratings=ratings,
        created_at=clock.now(),
    )
    session.add(changed)
    session.flush()
    record_event(
        session,
        actor=actor,
        action="scale.reworded",
        object_type="scale",
        object_id=changed.version,
        scale=scale_id,
        label=label,
        ratings=ratings,
    )
    return changed


def _reworded(rating: dict[str, Any], words: dict[str, tuple[str, str]]) -> dict[str, Any]:
    label, meaning = words.get(rating["code"], (rating["label"], rating["meaning"]))
    if not label.strip() or not meaning.strip():
        raise InvalidInput(
            _("Every step needs its words and what they mean."),
            {f"label-{rating['code']}": _("Give the words and their meaning.")},
        )
    return rating | {"label": label.strip(), "meaning": meaning.strip()}


def scale_for(session: Session, question: str) -> Scale:
    """The newest scale for a question."""
    scale = session.exec(
        select(Scale).where(Scale.question == question).order_by(col(Scale.version).desc())
    ).first()
    if scale is None:
        raise NotFound(
            _(
                "There is no scale for the question “%(question)s”; run factcheck db upgrade.",
                question=question,
            )
        )
    return scale


def get_scale(session: Session, scale_id: str, version: int) -> Scale:
    scale = session.get(Scale, (scale_id, version))
    if scale is None:
        raise NotFound(
            _(
                "There is no scale %(scale_id)s version %(version)s.",
                scale_id=scale_id,
                version=version,
            )
        )
    return scale


def list_scales(session: Session) -> list[Scale]:
    return list(session.exec(select(Scale).order_by(col(Scale.id), col(Scale.version))))


def find_rating(scale: Scale, code: str) -> dict[str, Any]:
    """The scale's rating of a code. Raises `InvalidInput` naming the codes that there are."""
    for rating in scale.ratings:
        if rating["code"] == code:
            return rating
    codes = ", ".join(rating["code"] for rating in scale.ratings)
    raise DoesNotFit(
        _(
            "“%(code)s” is no rating of this scale; its ratings are %(codes)s.",
            code=code,
            codes=codes,
        ),
        {"rating": _("Choose one of the ratings.")},
    )
