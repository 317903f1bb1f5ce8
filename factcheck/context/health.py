"""How the outside providers do: which are on, and what trouble their hosts gave."""

from dataclasses import dataclass

from sqlmodel import Session

from factcheck import clock
from factcheck.context.asking import Service
from factcheck.context.circuit import in_words, states_of
from factcheck.context.models import ProviderState
from factcheck.context.providers.outside import OUTSIDE, service_for, why_off
from factcheck.language import gettext as _
from factcheck.settings import Settings


@dataclass(frozen=True)
class HostHealth:
    """One host of a provider: how it does in words, the last trouble in a sentence, how
    often it failed in a row."""

    host: str
    state: str
    reason: str
    failures: int


@dataclass(frozen=True)
class ServiceHealth:
    """One outside provider. `off` says why it is not asked, empty when it is."""

    name: str
    label: str
    off: str
    service: Service
    hosts: tuple[HostHealth, ...]

    @property
    def state(self) -> str:
        """All of it in words."""
        troubled = [host for host in self.hosts if host.failures]
        if self.off:
            return self.off
        return "; ".join(f"{host.host}: {host.state}" for host in troubled) or _("working")


def health_of(session: Session, settings: Settings) -> list[ServiceHealth]:
    """Every outside provider, whether it is on or off."""
    states = states_of(session)
    return [
        ServiceHealth(
            name=provider.name,
            label=provider.label,
            off=why_off(provider, settings),
            service=service_for(provider, settings),
            hosts=tuple(_host(row) for row in states if row.provider == provider.name),
        )
        for provider in OUTSIDE
    ]


def _host(row: ProviderState) -> HostHealth:
    return HostHealth(row.host, in_words(row, clock.now()), row.reason, row.failures)
