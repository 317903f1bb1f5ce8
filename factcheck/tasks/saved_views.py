"""Saved views: a name for a line of filters, one's own or shared with the desk."""

from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.audit.log import Actor, record_event
from factcheck.errors import InvalidInput, NotFound
from factcheck.language import gettext as _
from factcheck.tasks.models import SavedView

LONGEST_NAME = 40
MOST_VIEWS = 50


def save_view(
    session: Session, *, actor: Actor, name: str, query: str, shared: bool = False
) -> SavedView:
    """Keep a view under a name; a name that the person used before is given the new view.

    Raises `InvalidInput` for a missing or long name, or too many views.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise InvalidInput(
            _(
                "Give the view a name of at most %(longest_name)s characters.",
                longest_name=LONGEST_NAME,
            ),
            {"name": _("Give it a short name.")},
        )
    assert actor.id is not None
    own = session.exec(select(SavedView).where(SavedView.owner_id == actor.id)).all()
    view = next((one for one in own if one.name == name), None)
    if view is None:
        if len(own) >= MOST_VIEWS:
            raise InvalidInput(
                _("You have %(most_views)s views already; remove one first.", most_views=MOST_VIEWS)
            )
        view = SavedView(owner_id=actor.id, name=name, query=query, created_at=clock.now())
    view.query, view.shared = query, shared
    session.add(view)
    session.flush()
    _record(session, actor, view, "view.saved")
    return view


def remove_view(session: Session, *, actor: Actor, view_id: int) -> None:
    """Forget one of one's own views."""
    view = session.get(SavedView, view_id)
    if view is None or view.owner_id != actor.id:
        raise NotFound(_("You have no such view; only its owner can remove a shared one."))
    _record(session, actor, view, "view.removed")
    session.delete(view)


def views_of(session: Session, person_id: int | None) -> list[SavedView]:
    """A person's own views and those that colleagues share, by name."""
    return list(
        session.exec(
            select(SavedView)
            .where((col(SavedView.owner_id) == person_id) | col(SavedView.shared))
            .order_by(col(SavedView.name), col(SavedView.id))
        )
    )


def _record(session: Session, actor: Actor, view: SavedView, action: str) -> None:
    record_event(
        session,
        actor=actor,
        action=action,
        object_type="view",
        object_id=view.id or 0,
        name=view.name,
        query=view.query,
        shared=view.shared,
    )
