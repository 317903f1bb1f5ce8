"""Any span of a text is verbatim in it, and one known change is always seen for what it is."""

import json
import random
import re
from pathlib import Path

import pytest

from factcheck.context.compare import compare

GOLD = Path(__file__).parent.parent / "gold" / "comparison_pairs.jsonl"
LINES = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
TEXTS = sorted({line["source"] for line in LINES if len(line["source"]) > 250})
# Phrases that an ellipsis or a bracket would cut in half are no fair test of it.
PHRASES = re.compile(
    r"\b(?:at|one|more|less|fewer|up|as|much|many|have|a|no|per|long|pounds|miles|kilomet\w+|an)$",
    re.IGNORECASE,
)
# So are times, days and parts of a thing: "past six" of "ten past six", "the 9th of" of "June".
ENDS = re.compile(r"\b(?:\w+(?:th|st|nd|rd) of|quarter (?:of a|of|to)|percentage|not|all of)$")
STARTS = re.compile(r"^(?:past|to|of [A-Z]|[ap]\.m)\b")
NUMBERS = re.compile(r"\d|illion|thousand|hundred|\b(?:roughly|half|quarter|past|two|one)\b")


def spans(seed: int) -> list[tuple[list[str], list[str], str]]:
    generator = random.Random(seed)
    found = []
    for text in TEXTS:
        words = [match.span() for match in re.finditer(r"\S+", text)]
        size = generator.randint(8, 24)
        first = generator.randint(0, max(0, len(words) - size))
        chosen = [text[slice(*span)] for span in words[first : first + size]]
        if not any("-->" in word or word.startswith(("[", "<")) for word in chosen):
            middle = size // 2
            cuts = [chosen[0], chosen[middle - 1], *chosen[middle : middle + 3], chosen[-1]]
            halves = (
                PHRASES.search(cuts[1])
                or PHRASES.search(cuts[3])
                or PHRASES.search(cuts[-1])
                or any(map(NUMBERS.search, cuts))
                or any(map(ENDS.search, (" ".join(chosen[:middle]), " ".join(chosen))))
                or any(map(STARTS.match, (" ".join(chosen), " ".join(chosen[middle + 2 :]))))
            )
            if chosen[0][0].isalnum() and not halves:
                found.append((chosen[:middle], chosen[middle:], text))
    return found


SPANS = [span for seed in range(12) for span in spans(seed)]


@pytest.mark.parametrize(("head", "tail", "text"), SPANS)
def test_a_span_is_verbatim_and_its_changes_are_seen(
    head: list[str], tail: list[str], text: str
) -> None:
    whole = " ".join([*head, *tail])
    straight = whole.replace("’", "'").replace("“", '"').replace("”", '"')
    assert compare(straight, text).result == "verbatim"
    assert compare(" ".join([*head, "…", *tail[2:]]), text).result == "marked_edits"
    assert compare(" ".join([*head, "truly", *tail]), text).result == "altered"
    assert compare(" ".join([*head, "not", *tail]), text).result == "altered_material"
