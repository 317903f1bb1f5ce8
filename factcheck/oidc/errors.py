"""How a sign-in through the provider can fail, in words for whoever tried it."""

from factcheck.errors import Forbidden, Unavailable
from factcheck.language import gettext as _
from factcheck.messages import marked


class SignInRefused(Forbidden):
    """Somebody came back from the provider and is not let in."""

    code = "sign_in_refused"


class ProviderAway(Unavailable):
    """The provider gave no usable answer. `detail` is for the log."""

    code = "provider_away"

    def __init__(self, label: str, detail: str) -> None:
        super().__init__(
            _(
                "%(label)s cannot be asked who you are now. Try again in a moment; if it stays so, "
                "tell an admin of the desk.",
                label=label,
            )
        )
        self.detail = detail


BEGIN_AGAIN = marked("This sign-in took too long or was used already. Begin it again.")
OTHER_WINDOW = marked(
    "This sign-in was not begun in this browser, or too long ago. Begin it again here."
)
CANCELLED = marked("You are not signed in: it was cancelled at %(label)s.")
NOT_LET = marked(
    "%(label)s did not let you sign in here. Ask an admin of the desk, and tell them: %(code)s."
)
NOT_TRUSTED = marked(
    "The answer of %(label)s could not be trusted, so you are not signed in. Begin again; if it "
    "stays so, tell an admin of the desk."
)
