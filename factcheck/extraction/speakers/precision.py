"""What each sieve was right in: the confidence that it returns.

Measured with `python -m tests.bench.quotes FOLDER --sieves` on the development articles and
Wikinews together; `docs/quotes.md` says what they are and how to measure again. A sieve with
fewer than 50 cases counts with the lower end of its 90 % interval; one with fewer than ten takes
the lower end for its family and route (`FAMILY_PRECISION`), and where those are fewer than five
the family's, so that no number rests on a handful.
"""

from __future__ import annotations

from types import MappingProxyType

THRESHOLD = 0.5
"""Below this no speaker is given, and the task asks for one."""

_FAMILIES = MappingProxyType(
    {
        "continued": "continued",
        "next_paragraph": "continued",
        "continued_paragraph": "no_cue",
        "clause_subject": "no_cue",
        "attitude_cue_before": "weak_cue",
        "weak_cue_before": "weak_cue",
        "owned_cue_before": "weak_cue",
        "doubtful_cue_before": "weak_cue",
    }
)
"""Sieve → family. Every other sieve belongs to "cue": a cue governs the quotation."""

PRECISION: MappingProxyType[str, float] = MappingProxyType(
    {
        "cue_before": 0.97,  # 212 of 219
        "cue_after": 0.99,  # 145 of 147
        "continued": 0.99,  # 103 of 103
        "inverted_cue_after": 0.99,  # 73 of 73
        "cue_before/nominal": 0.80,  # 44 of 49
        "cue_before/pronoun": 0.81,  # 40 of 44
        "cue_after/pronoun": 0.94,  # 44 of 44
        "dash_line": 0.90,  # 24 of 24
        "cue_before/shared_name": 0.73,  # 17 of 19
        "doubtful_cue_before/nominal": 0.71,  # 16 of 18
        "continued/pronoun": 0.87,  # 18 of 18
        "cue_after/nominal": 0.85,  # 15 of 15
        "label_line": 0.80,  # 11 of 11
        "cue_after/shared_name": 0.79,  # 10 of 10
    }
)

FAMILY_PRECISION: MappingProxyType[str, float] = MappingProxyType(
    {
        "continued": 0.99,  # 132 of 132
        "continued/name": 0.99,  # 105 of 105
        "continued/pronoun": 0.88,  # 20 of 20
        "cue": 0.97,  # 667 of 688
        "cue/name": 0.98,  # 483 of 493
        "cue/nominal": 0.93,  # 63 of 68
        "cue/pronoun": 0.96,  # 88 of 92
        "cue/shared_name": 0.82,  # 29 of 31
        "no_cue": 0.33,  # 8 of 15
        "no_cue/name": 0.30,  # 5 of 9
        "weak_cue": 0.81,  # 27 of 29
        "weak_cue/name": 0.72,  # 7 of 7
        "weak_cue/nominal": 0.75,  # 19 of 21
    }
)
"""Family and route of the resolution, or family alone → precision."""


def family_of(method: str) -> str:
    """The family and route that a method is counted in when it has few cases itself."""
    sieve, _, route = method.partition("/")
    if route == "owner":
        route = "name"
    return f"{_FAMILIES.get(sieve, 'cue')}/{route or 'name'}"


def precision_of(method: str) -> float:
    """The measured precision (0..1) of a sieve, by the name that a quote gives as its method."""
    family = family_of(method)
    for measured in (method, family, family.partition("/")[0]):
        if measured in PRECISION:
            return PRECISION[measured]
        if measured in FAMILY_PRECISION:
            return FAMILY_PRECISION[measured]
    return 0.0
