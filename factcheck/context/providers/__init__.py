"""Providers: each finds one kind of context for a claim.

`PROVIDERS` is the list that a worker runs; CONTRIBUTING.md says how to add one.
"""

from factcheck.context.providers.base import Finding, Provider, Request
from factcheck.context.providers.earlier_checks import EarlierChecks
from factcheck.context.providers.same_speaker import SameSpeaker
from factcheck.context.providers.source_library import SourceLibrary
from factcheck.context.providers.surroundings import Surroundings

PROVIDERS: tuple[Provider, ...] = (
    EarlierChecks(),
    SourceLibrary(),
    SameSpeaker(),
    Surroundings(),
)

__all__ = ["PROVIDERS", "Finding", "Provider", "Request"]
