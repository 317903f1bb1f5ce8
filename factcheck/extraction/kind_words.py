"""Words and phrases that tell what kind of claim a clause is.

A `Sign` is met by one of its words, or by its `phrase` (over the lower-cased clause), which is
only looked for when one of its triggers stands in the clause: most clauses never get that far.
Each sign has a bit for its words and one for its triggers. `BITS` has the bits of each word;
those of a clause are all of its words' bits, so that a sign costs one comparison.
"""

from __future__ import annotations

import re
from itertools import count
from typing import NamedTuple

from factcheck.extraction.quantities import NUMBER_WORDS
from factcheck.extraction.time_patterns import HAS_DATE_DIGITS, TIME_WORDS
from factcheck.extraction.words import beginning, word_set

_next_bit = map((1).__lshift__, count())
BITS: dict[str, int] = {}


def _bit(words: frozenset[str]) -> int:
    """A bit of its own for a list of words."""
    bit = next(_next_bit)
    for word in words:
        BITS[word] = BITS.get(word, 0) | bit
    return bit


class Sign(NamedTuple):
    """The bit of its words, which are enough; that of its triggers, which need the phrase; and
    `cores`, of which every form of the phrase has one: they are found faster."""

    words: int
    triggers: int = 0
    phrase: re.Pattern[str] | None = None
    cores: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        words: frozenset[str],
        triggers: frozenset[str] = frozenset(),
        phrase: re.Pattern[str] | None = None,
        cores: tuple[str, ...] = (),
    ) -> Sign:
        return cls(_bit(words), _bit(triggers), phrase, cores)

    def stands_in(self, lowered: str, bits: int) -> bool:
        """Whether the sign stands in a clause: its lower-cased text, and the bits of its words."""
        own, triggers, phrase, cores = self
        if bits & own:
            return True
        if phrase is None or not bits & triggers:
            return False
        if cores and not [core for core in cores if core in lowered]:
            return False
        return phrase.search(lowered) is not None


FUTURE = Sign.of(
    word_set(
        "will won't shall they'll we'll he'll she'll it'll i'll you'll that'll there'll who'll"
    ),
    word_set("going track set due about expected scheduled projected forecast slated poised likely "
             "unlikely by plan plans planned planning"),
    beginning(
        "gosapbdiw",
        r"\b(?:going to|on track|set to|about to|plan(?:s|ned|ning)? to|by 20[2-9]\d|"
        r"due to (?:be|meet|take|visit|start|begin|open|go|arrive|hold|speak|appear)\b|"
        r"(?:is|are|was|were) due to|"
        r"(?:is|are|was|were|be) (?:\w+ )?(?:expected|scheduled|projected|forecast|slated|poised) "
        r"to|(?:is|are) (?:un)?likely to)\b"
    ),
    ("going to", "on track", "set to", "about to", "plan", "by 20", "due to", "expected",
     "scheduled", "projected", "forecast", "slated", "poised", "likely to"),
)  # fmt: skip
REPORTED_FUTURE = Sign.of(
    frozenset(), word_set("would wouldn't"), beginning("w", r"\bwould(?:n['’]t)? (?!have\b)")
)
PROMISE = Sign.of(
    word_set("promise promises promised promising pledge pledges pledged pledging vow vows vowed "
             "guarantee guarantees we'll i'll"),
    word_set("commit commits committed commitment we i"),
    beginning(
        "cwi",
        r"\b(?:commit(?:s|ted|ment)? to|(?:we|i)(?: will| won['’]t| are (?:firmly )?on track"
        r"|['’]re (?:firmly )?on track| am going))\b"
    ),
)  # fmt: skip
COMPARISON = Sign.of(
    word_set(
        """increase increases increased increasing decrease decreases decreased decreasing rise
        rises risen rising rose fell fallen falling decline declines declined declining doubled
        tripled quadrupled grew grown dropped dropping soared surged plunged shrank halved higher
        lower larger bigger smaller faster slower"""
    ),
    word_set("than as compared up down twice half"),
    re.compile(
        r"\b(?:(?:more|less|fewer) (?:\w+ ){0,3}than|(?!rather|other)\w{2,}er than|"
        r"as \w+ as|compared (?:with|to)|up from|down from|"
        r"(?:twice|half) as)\b"
    ),
    ("than", " as", "compared ", "up from", "down from"),
)
CAUSE = Sign.of(
    word_set(
        """because cause causes caused causing blame blames blamed blaming trigger triggers
        triggered triggering fuels fueled fuelled fueling undermine undermines undermined
        undermining worsen worsens worsened worsening destabilize destabilizes destabilized
        destabilizing prevents prevented spurred forces"""
    ),
    word_set("led lead leads leading due result results resulted resulting thanks contribute "
             "contributes contributed contributing driven responsible makes made brought"),
    beginning(
        "ldratcmb",
        r"\b(?:led to|lead(?:s|ing)? to|due to|result(?:s|ed|ing)? in|as a result|thanks to|"
        r"contribut(?:e[sd]?|ing) to|driven by|responsible for|ma(?:kes|de) it (?:harder|easier)|"
        r"brought about)\b"
    ),
)  # fmt: skip
LEGAL = Sign.of(
    word_set(
        """law laws illegal illegally legal legally unlawful unlawfully constitution constitutional
        unconstitutional court statute regulation regulations legislation ban banned bans prohibit
        prohibits prohibited treaty sanction sanctions convicted indicted sentenced lawsuit sued
        ruled"""
    ),
    word_set("required charged allowed permitted entitled eligible barred obliged"),
    beginning(
        "rciawb",
        r"\b(?:required (?:by|to)|charged with|(?:is|are|was|were|be) (?:\w+ )?"
        r"(?:allowed|permitted|entitled|eligible|barred|obliged)\b)",
    ),
)
VOTE = Sign.of(
    word_set("abstained cosponsored co-sponsored vetoed filibustered"),
    word_set("vote votes voted voting"),
    beginning(
        "v",
        r"\b(?:vot(?:e[sd]?|ing) (?:for|against|to|on|in favou?r|down|with|yes|no|\d)|"
        r"voting record\b)",
    ),
)
POLL = Sign.of(
    word_set("poll polls survey surveys respondents"),
    word_set("approval percent % majority most half two-thirds"),
    beginning(
        "ap%mht",
        r"\bapproval ratings?\b|(?:\bpercent|%|\bmajority|\bmost|\bhalf|\btwo-thirds) (?:of )?"
        r"(?:all |the )?(?:\w+ )?(?:americans|voters|people|britons|europeans|citizens|adults|"
        r"women|men|respondents|residents|germans|ukrainians)\b.{0,40}?\b(?:say|think|believe|"
        r"support|oppose|want|approve|disapprove|favou?r|back|trust)",
    ),
)
DEFINITION = Sign.of(
    frozenset(),
    word_set("defined known called described stands refers refer means type kind form"),
    beginning(
        "iasrm",
        r"\b(?:(?:is|are) (?:defined|known|called|described) as|stands for|refers? to (?:the|an?)\b"
        r"|means (?:that|the|an?)\b|is a (?:type|kind|form) of)\b",
    ),
)
NESTED_SPEECH = Sign.of(word_set("said told called claimed announced wrote stated tweeted"))
EVENT = Sign.of(
    word_set(
        """was were has have had been did began took met won lost held sent gave came went made
        left cut fell rose ran struck broke brought built bought sold hit became"""
    ),
    word_set("take takes taking"),
    beginning("t", r"\btak(?:e|es|ing) (?:place|part|over|office)\b"),
)
VIEW = Sign.of(
    word_set(
        """should must ought need needs seem seems hope hopes hoping want wants wanted wish wishes
        deserve deserves fear fears worry worries worried love loves hate hates feel feels great
        terrible wonderful horrible beautiful awful amazing disgrace disgraceful disaster shame
        shameful important unacceptable wrong fantastic tremendous ridiculous outrageous proud sad
        insult difficult critical crucial vital fair unfair typical skeptical sceptical convinced
        delighted"""
    ),
    word_set("have has appear appears look looks think believe view opinion right tired early aim "
             "aims would many"),
    beginning(
        "hailrtw",
        r"\b(?:ha(?:ve|s) to|appears? to|looks? like|(?:i|we) (?:think|believe)|in my (?:view|"
        r"opinion)|right thing|tired of|too early|aims? to|there (?:is|are) (?:so |too )?many|"
        r"would be (?:an? )?(?:\w+ )?(?:mistake|wrong|better|good|bad))\b"
    ),
    ("have to", "has to", "appear", "look", "think", "believe", "in my", "right thing", "tired of",
     "too early", "aim", "many", "would be"),
)  # fmt: skip
LIFE = Sign.of(
    word_set("remember felt recall recalled recalls"),
    word_set("my grew as"),
    beginning(
        "gma",
        r"\b(?:grew up|my (?:life|family|father|mother|wife|husband|son|daughter|childhood|heart|"
        r"friends?|experience)|as a (?:child|kid|boy|girl))\b",
    ),
)
ME = _bit(word_set("i my me myself i'm i've i'd i'll"))
NEGATIONS = _bit(
    word_set(
        """not no never none nobody nothing neither nor cannot without hardly barely deny denies
        denied"""
    )
)
RANKS = _bit(
    word_set(
        """first only last most least best worst record unprecedented never history number no
        second third"""
    )
)
NUMBERS = _bit(NUMBER_WORDS)
MAY = _bit(word_set("may"))
"""The month or the verb: its capital tells."""
TIMES = _bit(frozenset(TIME_WORDS))
PAST = next(_next_bit)
_PAST_FORM = re.compile(r"[a-z]{3}ed(?![\w-])")


RANKING = re.compile(
    r"\b(?:for the (?:first|last|second|third) time(?: (?:ever|in [\w’' ]{1,40}history))?|"
    r"(?:the|his|her|its|their|\w++['’]s) (?:first|only|last|most|least|best|worst|fewest|"
    r"\w{3,}est)\b|(?:an?|an all-time|all-time|the) record\b|never before|"
    r"in (?:\w+ ){0,3}history|no\. ?1\b|number one\b|unprecedented)",
)
NO_RANKING = re.compile(
    r"\w+ (?:(?:first|second|last) (?:half|quarter|lady|amendment|day|week|month|year|name|"
    r"minute|night)|interest|latest|honest|request|protest|contest|west|midwest|forest|arrest|guest|"
    r"harvest|modest|conquest|quest|rest|test)\b",
)


WORD = re.compile(r"[a-z][a-z'-]*|%")
_DIGIT = re.compile(r"\d")


def bits_of_piece(piece: str) -> int:
    """The bits of what stands between two spaces of a lower-cased clause: those of its words, and
    of what they have in them or end in. No sign needs more than one piece to be seen."""
    bits = 0
    for word in WORD.findall(piece):
        bits |= BITS.get(word, 0)
    if "est" in piece:
        bits |= RANKS
    if "n't" in piece:
        bits |= NEGATIONS
    if _PAST_FORM.search(piece) is not None:
        bits |= PAST
    if "-" in piece and not NUMBER_WORDS.isdisjoint(piece.split("-")):
        bits |= NUMBERS
    if _DIGIT.search(piece) is not None:
        bits |= NUMBERS
    if HAS_DATE_DIGITS.search(piece) is not None:
        bits |= TIMES
    return bits


def bits_of_letters(word: str) -> int:
    """The bits of a word that is nothing but English letters: most are, and need no pattern."""
    bits = BITS.get(word, 0)
    if "est" in word:
        bits |= RANKS
    if word.endswith("ed") and len(word) > 4:
        bits |= PAST
    return bits
