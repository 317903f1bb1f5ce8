"""A coarse part of speech for each token: enough to find subjects, finite verbs and clauses.

No tagger is needed to see where a clause begins; word lists and the neighbours do. Tags are one
of the constants below, a letter each: those of a sentence are a string, in which patterns search.
`tagging` gives them out.
"""

from __future__ import annotations

import re
from types import MappingProxyType

from factcheck.extraction.cues import LABEL_FORMS, SPEECH_FORMS


def lowered(text: str) -> str:
    """The text in lower case with every offset kept: a letter that would grow stays as it is."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(one.lower() if len(one.lower()) == 1 else one for one in text)


def beginning(letters: str, phrase: str) -> re.Pattern[str]:
    """Whether `phrase` stands somewhere, which begins with one of `letters`: those are gone
    through fast, where a pattern that begins with a word's edge is tried at every letter. What
    it finds is the first letter."""
    return re.compile(rf"[{letters}](?<=(?={phrase}).)")


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


LEXICON = MappingProxyType(_lexicon())
"""Word → its tag, or "s-form" for a verb's form in -s, which the word before decides."""
