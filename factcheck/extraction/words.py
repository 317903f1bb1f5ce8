"""A coarse part of speech for each token: enough to find subjects, finite verbs and clauses.

No tagger is needed to see where a clause begins; word lists and the neighbours do. Tags are one
of the constants below, a letter each: those of a sentence are a string, in which patterns search.
Ambiguous forms ("reports", "plans") are decided by what stands before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from types import MappingProxyType

from factcheck.extraction.cues import LABEL_FORMS, SPEECH_FORMS, is_adverb
from factcheck.extraction.memo import Memo
from factcheck.extraction.sentences import MASK, NICKNAME_MASK, Token


def lowered(text: str) -> str:
    """The text in lower case with every offset kept: a letter that would grow stays as it is."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(one.lower() if len(one.lower()) == 1 else one for one in text)


AUXILIARY, VERB, PARTICIPLE, BASE = "x", "v", "g", "b"
"""Finite helper; finite main verb (or past participle); form in -ing; form without an ending."""
CONTRACTED = "k"
PRONOUN, DETERMINER, PREPOSITION, TO = "p", "d", "i", "t"
AND, SUBORDINATOR, RELATIVE, ADVERB = "a", "s", "r", "j"
NAME, NUMBER, NOUN, POSSESSIVE, QUOTE = "N", "0", "n", "o", "q"
COMMA, DASH, COLON, OPEN, CLOSE, STOP = ",", "-", ":", "(", ")", "."
TAGS = (AUXILIARY, VERB, PARTICIPLE, BASE, CONTRACTED, PRONOUN, DETERMINER, PREPOSITION, TO, AND,
        SUBORDINATOR, RELATIVE, ADVERB, NAME, NUMBER, NOUN, POSSESSIVE, QUOTE, COMMA, DASH, COLON,
        OPEN, CLOSE, STOP)  # fmt: skip


def word_set(text: str) -> frozenset[str]:
    """The words of a text, for lists that are easier to read as one."""
    return frozenset(text.split())


FINITE_HELPERS = word_set(
    """is are was were am has have had do does did will would can could may might must should shall
    isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't
    cannot couldn't mustn't shouldn't ain't ought 'll 'd 've 're 'm"""
)
CONTRACTIONS = word_set(
    """it's he's she's that's there's here's what's who's they're we're you're i'm they've we've
    you've i've they'd we'd he'd she'd i'd it'd they'll we'll he'll she'll i'll you'll it'll
    you'd let's"""
)
"""A subject and its helper in one word."""
_SUBJECT_PRONOUNS = word_set(
    """i he she it they we you there this that these those who everyone everybody someone somebody
    anyone anybody nobody nothing everything something neither none what"""
)
_OBJECT_PRONOUNS = word_set(
    "him them us me himself herself itself themselves myself yourself ourselves"
)
_DETERMINERS = word_set(
    """the a an his her their its our my your this that these those some many most several few all
    any no each every another both such other more fewer less"""
)
_PREPOSITIONS = word_set(
    """of in on at by for from with without about against between into through during above below
    under over off out up down near across along around behind beyond despite toward towards upon
    within among amid like unlike regarding including concerning per via versus onto inside
    outside throughout until till than amongst alongside following"""
)
_SUBORDINATORS = word_set(
    """although though while because if when since as after before unless whereas whether where why
    how once lest whenever wherever"""
)
_CONJUNCTIONS = word_set("and but or nor yet so plus")
_IRREGULAR_PAST = word_set(
    """arose awoke bore beat became began bent bet bid bound bit bled blew broke bred brought built
    burnt burst bought caught chose clung came cost crept cut dealt dug drew dreamt drank drove ate
    fell fed felt fought found fled flung flew forbade forecast forgot forgave froze got gave went
    ground grew hung heard hid hit held hurt kept knelt knew laid led leapt left lent let lay lit
    lost made meant met mowed outdid overcame oversaw overtook overthrew paid proved put quit read
    rid rode rang rose ran said saw sought sold sent set shook shed shone shot showed shrank shut
    sang sank sat slept slid spoke sped spent spun split spread sprang stood stole stuck stung
    struck swore swept swam swung took taught tore told thought threw understood undertook upheld
    woke wore wove wept won withdrew withheld withstood wrote been gone done seen taken given known
    shown written driven fallen chosen broken spoken stolen drawn grown thrown flown worn torn
    born begun risen hidden beaten"""
)
_COMMON_VERBS = word_set(
    """accept account achieve act add address adopt affect agree aim allow appeal appear apply
    appoint approve argue arrest arrive ask attack attempt attend avoid back ban be bear beat become
    begin believe belong benefit block boost bring build buy call campaign cancel care carry cast
    catch cause cease challenge change charge choose cite claim clear close collapse collect combat
    come comment commit compare compete complete comprise concern conclude conduct confirm connect
    consider consist constitute contain continue contribute control cost count cover create cross
    cut deal decide decline defeat defend deliver demand deny depend deploy deserve destroy develop
    die differ direct disagree discuss dismiss doubt draw drive drop earn ease eat elect eliminate
    emerge employ encourage end endorse enforce enjoy ensure enter escape establish estimate exceed
    exist expand expect experience explain express extend face fail fall favor fear feel fight fill
    find finish fire fit fix flee fly focus follow force form fund gain gather generate get give go
    grow guarantee handle happen harm hate have head hear help hide hit hold hope host hurt identify
    ignore impact implement impose improve include increase indicate influence inform insist intend
    introduce invest invite involve issue join jump keep kill know lack last launch lay lead learn
    leave lend let lie lift limit link live look lose love maintain make manage mark matter mean
    measure meet mention mind miss move need negotiate nominate note notice occur offer open operate
    oppose order organize owe own participate pass pay perform permit persist pick place plan play
    pledge point pose possess prefer prepare present press prevent produce prohibit promise promote
    propose protect prove provide publish pull purchase push put question quit raise range rank
    reach react read realize receive recognize recommend reduce refer reflect refuse regard reject
    relate release rely remain remember remove repeat replace report represent request require
    resign resist resolve respect respond rest result resume retain return reveal review ride rise
    risk rule run save say scare search see seek seem sell send serve set settle shape share shift
    show shut sign sit solve sound speak spend split spread stand start state stay steal stem step
    stop strengthen strike struggle study submit succeed suffer suggest supply support suppose
    surge survive suspect suspend take talk target teach tell tend test thank think threaten tie
    track trade travel treat trigger trust try turn undermine understand urge use vary view violate
    visit vote wait walk want warn waste watch weaken wear welcome win wish withdraw work worry
    worsen worth write yield export import border employ weigh score emit consume train kill
    injure lend borrow tax subsidize subsidise regulate license ship sail graduate marry govern
    chair found invent discover manufacture farm mine drill pump burn heat freeze melt flood house
    overlook outnumber outnumbers produce process donate deport detain evict hire fire lay expel
    import smuggle traffic spy hack leak infect vaccinate diagnose prescribe inherit insure invade
    occupy annex bomb shell evacuate flee settle migrate emigrate immigrate"""
)
VERB_ROOTS = (_COMMON_VERBS | frozenset(SPEECH_FORMS.values())) - {"worth", "sound", "even"}


def third_person(verb: str) -> str:
    """The form for he, she, it: says, goes, denies."""
    if verb.endswith("y") and verb[-2:-1] not in tuple("aeiou"):
        return verb[:-1] + "ies"
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return verb + "es"
    return verb + "s"


_THIRD_PERSON = frozenset(third_person(verb) for verb in VERB_ROOTS) | {"has", "is"}
_NEVER_VERBS = word_set("united red need hundred indeed sacred naked wicked beloved speed seed bed")
_MARKS = MappingProxyType(
    {
        ",": COMMA, ";": COLON, ":": COLON, "—": DASH, "–": DASH, "―": DASH, "-": DASH, "--": DASH,
        "---": DASH,
        "(": OPEN, "[": OPEN, ")": CLOSE, "]": CLOSE,
    }
)  # fmt: skip


def _lexicon() -> dict[str, str]:
    table: dict[str, str] = {}
    for word in VERB_ROOTS:
        table[word] = BASE
    for word in _THIRD_PERSON:
        table[word] = "s-form"
    for word in _IRREGULAR_PAST:
        table[word] = VERB
    for form in (*SPEECH_FORMS, *LABEL_FORMS):
        if form.endswith("ing"):
            table[form] = PARTICIPLE
        elif form.endswith("ed"):
            table[form] = VERB
    for words, tag in (
        (_PREPOSITIONS, PREPOSITION),
        (_SUBORDINATORS, SUBORDINATOR),
        (_OBJECT_PRONOUNS, NOUN),
        (_DETERMINERS, DETERMINER),
        (_SUBJECT_PRONOUNS, PRONOUN),
        (word_set("who whom whose which"), RELATIVE),
        (_CONJUNCTIONS, AND),
        (FINITE_HELPERS, AUXILIARY),
        (CONTRACTIONS, CONTRACTED),
        (_NEVER_VERBS, NOUN),
    ):
        table.update(dict.fromkeys(words, tag))
    table.update(dict.fromkeys(("this", "these", "those"), DETERMINER))
    table["even"] = ADVERB
    table["having"] = table["being"] = table["doing"] = PARTICIPLE
    table["one"] = NUMBER
    table["to"] = TO
    table["that"] = RELATIVE
    table["not"] = table["n't"] = ADVERB
    return table


_LEXICON = _lexicon()
_BEFORE_NOUN = frozenset((DETERMINER, POSSESSIVE, PREPOSITION, NUMBER))


def tag_tokens(tokens: Sequence[Token], texts: Sequence[str]) -> str:
    """One tag for each token of a sentence. `texts` are the texts of the tokens."""
    if not tokens:
        return ""
    tags = list(map(_fixed_tag.__getitem__, texts))
    tags[0] = _first_tag(tokens)
    for match in _OPEN_QUESTION.finditer("".join(tags)):
        position = match.start()
        known = _AFTER.get(tags[position - 1] + match.group())
        tags[position] = known or _tag_in_context(tokens, position, tags)
    return "".join(tags)


def _first_tag(tokens: Sequence[Token]) -> str:
    """The first word has a capital that says nothing."""
    text, lower, _, _, kind = tokens[0]
    if text == lower and lower in _PLAIN:
        return _PLAIN[lower]
    if kind == "word":
        return _tag_word(tokens, tokens[0], "", 0, [])
    return _tag_of_mark(tokens[0])


def _tag_in_context(tokens: Sequence[Token], position: int, tags: list[str]) -> str:
    """The tag of a word for which those before it, in `tags`, must be known."""
    token = tokens[position]
    if token.kind == "word":
        return _tag_word(tokens, token, tags[position - 1], position, tags)
    return _tag_of_mark(token)


def _tag_of_mark(token: Token) -> str:
    if token.kind == "mark":
        return _MARKS.get(token.text, STOP)
    return QUOTE if token.kind == "quote" else POSSESSIVE


_SETTLED = frozenset(
    (AUXILIARY, CONTRACTED, PRONOUN, AND, PREPOSITION, TO, DETERMINER, RELATIVE, ADVERB, NOUN,
     NUMBER, SUBORDINATOR, PARTICIPLE)
)  # fmt: skip
"""Tags that do not depend on the neighbours."""
_PLAIN = {
    word: tag for word, tag in _LEXICON.items() if tag in _SETTLED and word not in ("so", "yet")
}
"""Words whose tag is known without a look at anything else, when in lower case."""
_MAY_OWN = frozenset(("'", "’", "'s", "’s", "'S", "’S"))
"""Marks, or endings of owners: the kind of the token tells."""


@Memo
def _fixed_tag(text: str) -> str:
    """The tag of a token that is not the first, or what must be asked of its neighbours."""
    first = text[0]
    if not (first.isalnum() or first in "_$€£@#%"):
        if text in _MAY_OWN or first == NICKNAME_MASK:
            return _ASK_KIND
        return QUOTE if first == MASK else _MARKS.get(text, STOP)
    lower = text.lower().replace("’", "'")
    known = _LEXICON.get(lower)
    if first.isupper() and (known not in _NEVER_NAMES or text == "May"):
        return NAME
    if known is None:
        guessed = _guess(text, lower, "", 1)
        return _ASK_PAST if guessed == VERB else guessed
    if known in _SETTLED:
        return _ASK_SO if lower in ("so", "yet") else known
    if known == BASE:
        return _ASK_FIRM_BASE if lower in _NEVER_NOUNS else _ASK_BASE
    return _ASK_S_FORM if known == "s-form" else _ASK_IRREGULAR


_ASK_KIND, _ASK_PAST, _ASK_SO, _ASK_BASE, _ASK_FIRM_BASE, _ASK_S_FORM, _ASK_IRREGULAR = "KEYBMSI"
_OPEN_QUESTION = re.compile("[KEYBMSI]")
"""Stand for a tag until that of the word before is known: what kind of apostrophe, which form."""


_NEVER_NAMES = frozenset(
    (AUXILIARY, CONTRACTED, PRONOUN, AND, PREPOSITION, TO, DETERMINER, RELATIVE)
)


def _tag_word(
    tokens: Sequence[Token], token: Token, previous: str, position: int, tags: list[str]
) -> str:
    lower = token.lower
    if "’" in lower:
        lower = lower.replace("’", "'")
    known = _LEXICON.get(lower)
    if position > 0 and token.text == "May":
        return NAME
    if position > 0 and known not in _NEVER_NAMES and token.text[0].isupper():
        return NAME
    if known is None:
        return _guess(token.text, lower, previous, position)
    if known in _SETTLED:
        if lower in ("so", "yet"):
            return AND if previous in (COMMA, DASH, "") else ADVERB
        return known
    if known == "s-form":
        if previous in _BEFORE_NOUN or (
            previous in (BASE, AND, ADVERB) and _noun_phrase(tags, position)
        ):
            return NOUN
        return VERB if previous not in (AUXILIARY, TO) else NOUN
    if known == BASE:
        if lower in _NEVER_NOUNS and previous in (NAME, NOUN):
            return BASE
        return _base(previous, tokens[position - 1].lower if position else "")
    return NOUN if previous in (DETERMINER, POSSESSIVE, PREPOSITION) else known


def _noun_phrase(tags: list[str], position: int) -> bool:
    """Whether the coordination or adverb right before stands within a noun phrase."""
    return position > 1 and tags[position - 2] in _BEFORE_NOUN


_NEVER_NOUNS = word_set(
    """say tell argue believe insist deny think admit acknowledge assert allege contend maintain
    explain describe agree know seem become include remain"""
)
_BASE_AFTER = frozenset((AUXILIARY, CONTRACTED, TO, ADVERB, PRONOUN, RELATIVE, CLOSE, COMMA, ""))
_PLURALS = word_set("people men women children police many some most others")


def _base(previous: str, word: str) -> str:
    """A form without an ending is a verb after "they", "to" or a plural, a noun after "the"."""
    if previous in _BASE_AFTER:
        return BASE
    if previous in (NAME, NOUN):
        plural = (word.endswith("s") and not word.endswith(("ss", "'s"))) or word in _PLURALS
        return BASE if plural else NOUN
    return BASE if word in _PLURALS else NOUN


def _after(previous: str) -> Iterator[tuple[str, str]]:
    """The questions that the tag before answers alone, without a look at the words."""
    yield _ASK_PAST, NOUN if previous in (DETERMINER, POSSESSIVE) else VERB
    yield _ASK_SO, AND if previous in (COMMA, DASH) else ADVERB
    yield _ASK_IRREGULAR, NOUN if previous in (DETERMINER, POSSESSIVE, PREPOSITION) else VERB
    if previous in _BASE_AFTER:
        yield _ASK_BASE, BASE
    if previous in _BASE_AFTER or previous in (NAME, NOUN):
        yield _ASK_FIRM_BASE, BASE
    if previous in _BEFORE_NOUN or previous in (AUXILIARY, TO):
        yield _ASK_S_FORM, NOUN
    elif previous not in (BASE, AND, ADVERB):
        yield _ASK_S_FORM, VERB


_AFTER = {previous + asked: tag for previous in TAGS for asked, tag in _after(previous)}


def _guess(text: str, lower: str, previous: str, position: int) -> str:
    first = text[0]
    if first.isdigit() or first in "$€£":
        return NUMBER
    if is_adverb(lower):
        return ADVERB
    if first.isupper() and position == 0:
        return NAME
    if lower.endswith("ed") and len(lower) > 3:
        return NOUN if previous in (DETERMINER, POSSESSIVE) else VERB
    if lower.endswith("ing") and len(lower) > 4:
        return PARTICIPLE
    return NOUN
