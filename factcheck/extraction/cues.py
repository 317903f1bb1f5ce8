"""Words that report speech: which verb introduces words, and how surely.

`SPEECH_FORMS` (say, tell, warn …) report whole sentences and stand anywhere around a quotation;
`LABEL_FORMS` (call, describe, praise, reject …) take a part of a sentence in marks: he called it
“dead”. Each maps the form in lower case to its verb.
"""

from __future__ import annotations

_IRREGULAR = {
    "say": "say says said saying",
    "tell": "tell tells told telling",
    "write": "write writes wrote written writing",
    "read": "read reads reading",
    "think": "think thinks thought thinking",
    "sing": "sing sings sang sung singing",
    "swear": "swear swears swore sworn swearing",
    "speak": "speak speaks spoke spoken speaking",
    "go": "",
    "find": "find finds found finding",
    "show": "show shows showed shown showing",
    "hold": "hold holds held holding",
    "put": "put puts putting",
    "snap": "snap snaps snapped snapping",
    "nod": "nod nods nodded nodding",
    "sum": "sum sums summed summing",
    "signal": "signal signals signaled signalled signaling signalling",
    "tar": "tar tars tarred tarring",
    "sob": "sob sobs sobbed sobbing",
    "quip": "quip quips quipped quipping",
    "admit": "admit admits admitted admitting",
    "regret": "regret regrets regretted regretting",
    "begin": "begin begins began beginning",
    "foretell": "foretell foretells foretold",
    "retell": "retell retells retold",
    "feel": "feel feels felt feeling",
    "rebut": "rebut rebuts rebutted rebutting",
    "chant": "chant chants chanted chanting",
    "shoot": "",
    "spin": "spin spins spun spinning",
    "offer": "offer offers offered offering",
    "counter": "counter counters countered countering",
    "answer": "answer answers answered answering",
    "utter": "utter utters uttered uttering",
    "mutter": "mutter mutters muttered muttering",
    "whisper": "whisper whispers whispered whispering",
    "thunder": "thunder thunders thundered thundering",
    "stress": "stress stresses stressed stressing",
    "brag": "brag brags bragged bragging",
    "blog": "blog blogs blogged blogging",
    "label": "label labels labeled labelled labeling labelling",
    "brand": "brand brands branded branding",
    "dub": "dub dubs dubbed dubbing",
    "slam": "slam slams slammed slamming",
    "rip": "rip rips ripped ripping",
    "rap": "rap raps rapped rapping",
    "pan": "pan pans panned panning",
    "term": "term terms termed terming",
    "see": "see sees saw seen seeing",
    "forgive": "",
    "understand": "understand understands understood understanding",
    "know": "know knows knew known knowing",
    "take": "take takes took taken taking",
    "make": "make makes made making",
    "give": "give gives gave given giving",
    "forbid": "forbid forbids forbade",
    "refer": "refer refers referred referring",
    "compel": "",
}


def _forms(verb: str) -> list[str]:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb].split()
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return [verb, verb + "es", verb + "ed", verb + "ing"]
    return [verb, verb + "s", verb + "ed", verb + "ing"]


def _table(verbs: str) -> dict[str, str]:
    return {form: verb for verb in verbs.split() for form in _forms(verb)}


SPEECH_FORMS = _table(
    """say tell write add announce claim argue assert insist note observe remark explain state
    declare warn caution acknowledge admit concede recall recount reply respond answer
    retort counter comment continue conclude report reveal confirm affirm reaffirm stress
    emphasize emphasise underline underscore tweet retweet post blog joke quip brag boast
    complain lament bemoan contend maintain allege testify vow promise pledge predict
    suggest propose hint imply ask inquire wonder shout yell scream cry exclaim whisper
    mutter murmur chant sing think believe reason muse reflect declaim proclaim pronounce
    swear deny dispute disclose divulge advise urge order demand implore plead beg instruct
    repeat reiterate stipulate specify elaborate clarify interject interrupt volunteer
    venture theorize speculate opine preach protest grumble fume rage thunder seethe marvel
    gush rave crow sneer scoff snap bark growl chime intone recite read quote summarize
    summarise begin finish end assure inform remind notify fear hope feel agree disagree
    disclaim counsel exhort text email e-mail cable signal mention point sum rejoin rule
    find hold chuckle laugh smile sigh nod recommend reckon estimate forecast concur deadpan
    tease taunt jibe gibe offer vent rail decree apologize apologise lecture riff moan groan
    gripe beseech enthuse effuse mock roar bellow holler shriek howl wail sob jeer cheer hiss
    squeal snarl"""
)
"""Form → verb, for verbs that report what was said."""

LABEL_FORMS = _table(
    """call describe dub label brand term characterize characterise deem denounce decry
    condemn criticize criticise slam blast attack rip lambaste deride dismiss mock ridicule
    praise hail laud tout trumpet applaud welcome commend defend accuse blame charge portray
    paint cast depict frame liken compare cite reference reject rebuke scold chastise
    pan rate style bill vilify castigate berate excoriate assail bash
    lament question dispute headline title nickname christen employ coin echo parrot
    admire thank congratulate salute honor honour fault knock skewer hammer pound tar smear
    caricature lampoon taunt credit contrast pronounce refer talk speak identify
    remember recall explain outline detail introduce list pledge invoke envision envisage"""
)
"""Form → verb, for verbs that give somebody's wording of a part: he called it “dead”."""

ATTITUDE_FORMS = _table(
    """want wish seek favor favour support oppose back advocate endorse embrace encourage consider
    view regard see feel mean refuse decline require mandate prohibit forbid restrict demand
    propose call require stress use need plan intend expect doubt challenge address discuss
    celebrate imagine urge threaten emphasize judge rank advertise promise insist prefer resist"""
)
"""Form → verb, for what somebody wants or holds; a verb of saying around it wins over it."""

PHRASAL_SPEECH = frozenset(
    f"{form} {particle}"
    for verbs, particles in (
        ("shot shoots fired fires hit hits came comes wrote writes called calls", ("back",)),
        ("went goes carried carries", ("on",)),
        ("chipped chips chimed chimes cut cuts weighed weighs broke breaks", ("in",)),
        ("burst bursts cried cries called calls lashed lashes", ("out",)),
        ("piped pipes", ("up",)),
    )
    for form in verbs.split()
    for particle in particles
)
"""Verb and particle that report speech when they stand right beside the quotation."""

TRANSITIVE_SPEECH = frozenset(["tell", "ask", "assure", "inform", "remind", "notify", "advise"])
"""Verbs whose object is the one spoken to."""

WEAK_SPEECH = frozenset(
    """think believe begin finish end hold find rule point show feel hope fear offer laugh smile
    nod sigh read order post report hint imply agree disagree continue sum signal text cable
    reflect reason rage rail vent demand fume snap bark cry roar howl
    wail sob jeer cheer hiss""".split()
)
"""Speech verbs that often mean something else: they need the quotation at their side."""

NOUN_CUES = frozenset(
    """statement letter email e-mail memo report tweet post message speech interview article
    column editorial op-ed essay blog note testimony lawsuit complaint filing ruling opinion
    document book biography autobiography memoir press release transcript text headline caption
    announcement comment remark claim warning promise pledge motto slogan chant cry refrain
    question answer reply response argument assertion accusation allegation phrase word words
    term description suggestion call demand message charge contention insistence criticism
    prediction""".split()
)
"""Nouns that stand for what somebody said or wrote."""

AUXILIARIES = frozenset(
    """has have had is are was were be been being am would will could can may might must shall
    should do does did 's 've 'd 'll ’ve ’d ’ll 're ’re won't wouldn't didn't doesn't don't won’t
    wouldn’t didn’t doesn’t don’t hasn't hasn’t ain't isn't isn’t wasn't wasn’t""".split()
)

ADVERBS = frozenset(
    """also then later only once often again still just even ever never not long soon now
    always sometimes further meanwhile already first twice since simply instead afterward
    afterwards earlier recently thus thereby nonetheless nevertheless however too so almost
    quickly reportedly famously to n't himself herself itself themselves""".split()
)


def is_adverb(word: str) -> bool:
    """Whether the word (lower case) may stand between a subject and its verb."""
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in _NOT_ADVERBS)


_NOT_ADVERBS = frozenset(
    [
        "family",
        "reply",
        "ally",
        "italy",
        "assembly",
        "july",
        "rally",
        "bully",
        "kelly",
        "sally",
        "emily",
        "molly",
        "billy",
        "willy",
        "holly",
        "polly",
        "daly",
        "o'reilly",
        "imply",
        "apply",
        "supply",
        "monopoly",
        "anomaly",
    ]
)
