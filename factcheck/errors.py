"""Domain exceptions. They carry no HTTP: the web and the API each map them in one module."""


class FactcheckError(Exception):
    """Base of every error that a person can be told about.

    The message is a whole sentence that says what happened and what to do.
    """

    code = "error"


class NotFound(FactcheckError):
    """The thing asked for does not exist, or the asker may not know that it does."""

    code = "not_found"


class InvalidInput(FactcheckError):
    """Something typed or sent cannot be used. `fields` maps a field's name to its sentence."""

    code = "invalid_input"

    def __init__(self, message: str, fields: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields = fields or {}


class DoesNotFit(InvalidInput):
    """Well formed, and not usable all the same: it does not fit what is there, or the time.

    A description of the request could not have told; whoever sent it looks at the desk again.
    """

    code = "does_not_fit"


class Forbidden(FactcheckError):
    """The person is known and may not do this."""

    code = "forbidden"


class Conflict(FactcheckError):
    """The state of things does not allow this now."""

    code = "conflict"


class StaleVersion(Conflict):
    """Somebody changed the thing since the caller last saw it. `current` is its version now."""

    code = "stale_version"

    def __init__(self, message: str, current: int) -> None:
        super().__init__(message)
        self.current = current


class Unavailable(FactcheckError):
    """A part that is needed cannot be reached now; trying again later may work."""

    code = "unavailable"
