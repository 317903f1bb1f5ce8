"""Floors on the Wikinews articles: what was reached must not be lost."""

from tests.bench.quote_scores import Scores, add_article
from tests.bench.quotes import OWN_WIKINEWS, by_extraction, read_articles


def _scores() -> Scores:
    scores = Scores()
    for gold in read_articles(OWN_WIKINEWS):
        add_article(scores, gold, by_extraction(gold["text"]))
    return scores


def test_spans_and_speakers_stay_above_their_floors() -> None:
    scores = _scores()
    assert scores.span_f1 >= 0.94
    assert scores.end_to_end >= 0.85
    assert scores.precision_when_given >= 0.93
    assert scores.nonquotes_rejected >= 0.60


def test_answers_against_themselves_score_one() -> None:
    scores = Scores()
    for gold in read_articles(OWN_WIKINEWS):
        given = [{**quote, "raw": quote["speaker_raw"]} for quote in gold["quotes"]]
        add_article(scores, gold, given)
    assert scores.span_f1 == scores.end_to_end == scores.nonquotes_rejected == 1.0
