"""The provider that staff sign in through, as the app knows it."""

from typing import TYPE_CHECKING

from flask import Flask, current_app

from factcheck.errors import NotFound
from factcheck.language import gettext as _
from factcheck.oidc.configuration import configuration_for
from factcheck.settings import Settings

if TYPE_CHECKING:  # needs the extra
    from factcheck.oidc.provider import Provider

_EXTENSION = "factcheck_provider"
# Keys of the browser's session: the ID token, for signing out there too; the id of an identity
# that this browser showed and that may be linked to an account.
ID_TOKEN = "oidc_id_token"  # noqa: S105 - the name of a place, not a secret
OFFERED = "oidc_offered"


def init_provider(app: Flask, settings: Settings) -> None:
    """Make the provider ready. Raises `InvalidInput` for settings that cannot work."""
    configuration = configuration_for(settings)
    if configuration is None:
        return
    from factcheck.oidc.provider import Provider

    app.extensions[_EXTENSION] = Provider(configuration)


def find_provider() -> "Provider | None":
    """The provider; None on a desk without one."""
    provider: Provider | None = current_app.extensions.get(_EXTENSION)
    return provider


def current_provider() -> "Provider":
    """The provider. Raises `NotFound` on a desk without one."""
    provider = find_provider()
    if provider is None:
        raise NotFound(_("Nobody signs in through a provider at this desk."))
    return provider
