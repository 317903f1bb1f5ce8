"""Figures of the source library: `python -m tests.bench.library`.

Finds and aligns quotes in a made library of 10,000 documents (about 120,000 passages of 40 to 120
words, the frequencies of words as uneven as in real texts), on SQLite and, where there is one, on
Postgres. Half of the quotes are altered by a word. Wall time of `compare_with_library`, warm.
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import insert, text

from factcheck import clock
from factcheck.context.comparison import contraries, lexicon, synonyms
from factcheck.context.library_comparison import compare_with_library
from factcheck.context.models import Passage, SourceDocument
from factcheck.db import Database
from tests.databases import Databases

DOCUMENTS = 10_000
QUOTES = 60
BATCH = 200


class Writer:
    """Writes texts of made sentences; word n is n times rarer than the first (Zipf)."""

    def __init__(self) -> None:
        self._random = random.Random(7)
        listed = f"{contraries.MORE_OPPOSITES} {synonyms.GROUPS}".split()
        content = sorted({word for word in listed if word.isalpha()})
        self._random.shuffle(content)
        made = ["".join(self._random.choices("abdeiklmnorstu", k=7)) for _ in range(20_000)]
        self._words = [*sorted(lexicon.STOP_WORDS), *content, *made]
        self._odds = [1 / (rank + 2.7) for rank in range(len(self._words))]
        for rank in range(1, len(self._odds)):
            self._odds[rank] += self._odds[rank - 1]

    def sentence(self) -> str:
        """A sentence of 8 to 25 words, one in five with a number."""
        words = self._random.choices(
            self._words, cum_weights=self._odds, k=self._random.randint(8, 25)
        )
        if self._random.random() < 0.2:
            words[len(words) // 2] = str(self._random.randint(2, 90_000))
        return " ".join(words).capitalize() + "."

    def passages(self) -> list[str]:
        """The paragraphs of a document."""
        sentences = self._random.randint(3, 6)
        return [
            " ".join(self.sentence() for _ in range(sentences))
            for _ in range(self._random.randint(8, 16))
        ]


def fill(database: Database) -> list[str]:
    """Write the library straight into its tables; returns some sentences that are in it."""
    writer, sentences = Writer(), []
    for first in range(0, DOCUMENTS, BATCH):
        with database.write() as session:
            for number in range(first, first + BATCH):
                passages = writer.passages()
                whole = "\n\n".join(passages)
                session.execute(
                    insert(SourceDocument).values(
                        id=number + 1,
                        title=f"Document {number}",
                        url="",
                        filename="",
                        media_type="text/plain",
                        sha256=f"{number:064x}",
                        text=whole,
                        created_at=clock.now(),
                    )
                )
                session.execute(insert(Passage), list(_rows(number + 1, passages)))
                if number % (DOCUMENTS // QUOTES) == 0:
                    sentences.append(passages[len(passages) // 2].split(". ")[1].strip("."))
    with database.write() as session:
        session.execute(text("ANALYZE"))
    return sentences


def _rows(document_id: int, passages: list[str]) -> Iterator[dict[str, object]]:
    start = 0
    for number, passage in enumerate(passages, start=1):
        end = start + len(passage)
        yield {
            "document_id": document_id,
            "number": number,
            "text": passage,
            "start_offset": start,
            "end_offset": end,
            "place": {"paragraph": number},
        }
        start = end + 2


def measure(database: Database, sentences: list[str]) -> str:
    """One line: how many quotes were found at their place, and the time of one."""
    spent, found = [], 0
    for at, sentence in enumerate([sentences[0], *sentences]):
        words = sentence.split()
        if at % 2:
            words[len(words) // 3] = "unheard"
        start = time.perf_counter()
        compared = compare_with_library(database, " ".join(words))
        spent.append((time.perf_counter() - start) * 1_000)
        found += compared is not None and compared.alignment.result != "not_found"
    spent = sorted(spent[1:])
    return (
        f"{found} of {len(sentences) + 1} found, median {spent[len(spent) // 2]:.0f} ms,"
        f" p95 {spent[int(len(spent) * 0.95)]:.0f} ms, most {spent[-1]:.0f} ms"
    )


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        databases = Databases(Path(folder))
        for kind in sys.argv[1:] or ["sqlite", "postgres"]:
            home = Path(folder, kind)
            home.mkdir()
            with databases.copy(kind, home) as url:
                database = Database(url)
                sentences = fill(database)
                print(
                    f"{kind:<9} {DOCUMENTS} documents: {measure(database, sentences)}", flush=True
                )
                database.engine.dispose()
        databases.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
