"""The outside providers, and which this desk asks: none, unless a setting says so."""

from dataclasses import replace
from urllib.parse import urlsplit

from factcheck.context.asking import Outbound, Service
from factcheck.context.providers.base import ANY_HOST, OutsideProvider, SwitchedOn
from factcheck.context.providers.fact_check_tools import FactCheckTools
from factcheck.context.providers.gdelt import Gdelt
from factcheck.context.providers.internet_archive import InternetArchive
from factcheck.context.providers.linked_pages import LinkedPages
from factcheck.context.providers.searxng import Searxng
from factcheck.context.providers.wikidata import Wikidata
from factcheck.context.providers.wikipedia import Wikipedia
from factcheck.messages import marked
from factcheck.net.cache import HttpCache
from factcheck.net.policy import policy_for
from factcheck.net.robots import RobotsFiles
from factcheck.settings import ProviderSettings, Settings

OUTSIDE: tuple[OutsideProvider, ...] = (
    LinkedPages(),
    FactCheckTools(),
    Wikipedia(),
    Wikidata(),
    Gdelt(),
    Searxng(),
    InternetArchive(),
)
ALL = "all"
# A robots.txt that takes longer would eat the time of the page.
ROBOTS_SECONDS = 5.0
_MEGABYTE = 1_000_000


def switched_on(settings: Settings) -> tuple[SwitchedOn, ...]:
    """The providers that are asked: those named, less those that lack a key or an address."""
    return tuple(
        SwitchedOn(provider, service_for(provider, settings))
        for provider in OUTSIDE
        if not why_off(provider, settings)
    )


def why_off(provider: OutsideProvider, settings: Settings) -> str:
    """Why a provider is not asked, in a sentence; empty when it is."""
    if not {provider.name, ALL} & set(settings.providers):
        return marked("Off. Name it in FACTCHECK_PROVIDERS to have it asked.")
    service = service_for(provider, settings)
    setting = f"FACTCHECK_{provider.name.upper()}"
    if provider.needs_key and not service.key:
        return marked("Off, because it needs a key: set %(setting)s_KEY.", setting=setting)
    if not urlsplit(service.url).netloc and provider.url != ANY_HOST:
        return marked("Off, because it has no address: set %(setting)s_URL.", setting=setting)
    return ""


def service_for(provider: OutsideProvider, settings: Settings) -> Service:
    """The service as the settings describe it, with the provider's own values for what is empty."""
    chosen: ProviderSettings = getattr(settings, provider.name)
    return Service(
        name=provider.name,
        url=chosen.url or provider.url,
        key=chosen.key,
        seconds=chosen.seconds or provider.seconds,
        rate=chosen.rate or provider.rate,
    )


def archive_that_saves(settings: Settings) -> SwitchedOn | None:
    """The Internet Archive when it is on and has the key that saving needs, else None."""
    for one in switched_on(settings):
        if one.provider.name == InternetArchive.name and one.service.key:
            return one
    return None


def outbound_for(settings: Settings) -> Outbound:
    """What this desk's outside providers go out through."""
    policy = policy_for(settings)
    cache = HttpCache(settings.data / "cache" / "http", settings.cache_megabytes * _MEGABYTE)
    quick = replace(policy, limits=replace(policy.limits, total_seconds=ROBOTS_SECONDS))
    return Outbound(policy, cache, RobotsFiles(quick, cache))
