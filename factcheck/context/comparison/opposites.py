"""Pairs of words of which one says the contrary of the other."""

from functools import lru_cache

from factcheck.context.comparison.contraries import EXCLUSIVE_SETS, MORE_OPPOSITES
from factcheck.context.comparison.stems import stem

# Left of a colon against right of it; a bar ends the pair.
_OPPOSITES = """
rise increase grow growth climb soar surge jump gain up higher upward expand raise boost
accelerate : fall decrease shrink decline drop plunge plummet sink lose loss down lower downward
contract reduce cut slump slow decelerate worsen diminish halve | more : less fewer | most :
least fewest | better best good improve : worse worst bad worsen deteriorate | win winner
victory victorious succeed success successful : lose loser defeat lost fail failure | support
back favor endorse for pro : oppose reject against anti condemn undermine | accept approve agree
allow permit authorize welcome : reject deny refuse forbid ban prohibit block veto | admit
confirm acknowledge : deny | guilty : innocent | convict : acquit clear | legal lawful : banned
| start begin open launch : stop end close finish halt suspend | before earlier early : after
later late | above over : below under | inside in into : outside out | to : from | left : right
| north northern : south southern | east eastern : west western | friend ally partner : enemy
foe rival adversary opponent | buy purchase : sell | hire recruit : fire dismiss sack | import :
export | lend : borrow | give : take receive | send : receive | teach : learn | safe secure
safety : dangerous danger risky | true : false | right correct : wrong mistaken | love like
admire : hate loathe | strong strength strengthen : weak weakness weaken | rich wealthy : poor |
high : low | long : short | big large great huge : small tiny little | fast quick quickly rapid
rapidly : slow slowly | easy easily : hard difficult | cheap : expensive costly | hot warm :
cold cool | new young : old | full : empty | maximum : minimum | include : exclude | add :
remove subtract | public : private | peace peaceful : war violent violence | life live alive :
death die dead | survive : die perish | arrive : leave depart | enter join : exit leave quit |
remain stay : leave go | attack : defend | offensive : defensive | build create : destroy
demolish | optimistic hopeful : pessimistic | positive : negative | profit surplus : loss
deficit | asset : liability | together : apart | with : against | because : despite although |
present : absent | help benefit : harm hurt | protect : endanger harm threaten | advance :
retreat | release free : detain arrest jail imprison | temporary : permanent | optional
voluntary : mandatory compulsory | major : minor | first : last | next : last previous | top :
bottom | day : night | reveal disclose publish : hide conceal withhold | remember : forget |
same similar : different | stable constant : volatile | unite : divide | ahead : behind | pass :
fail | invade deploy : withdraw | tighten : loosen ease relax | tough strict : soft lenient |
blame criticize : praise | continue keep : stop cease end abandon | lead : follow | success :
failure | truth : lie | ceasefire truce : war | immediately now : eventually later | soon :
later | clean : dirty polluted | healthy : sick ill | light : heavy dark | simple : complex
complicated | rural : urban | local domestic national : foreign international global | always :
never rarely | everyone : nobody | everything : nothing | everywhere : nowhere | voluntary :
forced | win : draw | popular : hated | democratic democracy : dictatorship authoritarian |
honor : shame disgrace |
progress : setback | innocent : culprit | trust : doubt | certain sure : doubtful | proud :
ashamed | happy pleased glad delighted : sad unhappy angry disappointed | brave : cowardly |
calm : angry | encourage : deter | attract : repel deter | creditor : debtor | upper : lower |
interior : exterior | spend : save | mild light minor : severe serious | rough : smooth |
perfect : flawed | wide broad : narrow | deep : shallow | thick : thin | near close : far
distant | polite : rude | loud noisy : quiet silent | dry : wet | bright : dark dim | sharply
steeply : slightly gradually | often frequently : rarely seldom | crowded : empty | clear :
vague | honest : corrupt | fair : biased | sober : drunk | awake : asleep | widen : narrow |
lengthen : shorten | inflate : deflate | appreciate : depreciate | gather : scatter | feed :
starve | rescue : abandon | celebrate : mourn | thank : blame | obey comply : defy violate
breach | uphold affirm : overturn reverse | enact adopt : repeal scrap | ratify : reject | elect
appoint : oust | promote : demote | reward : punish | resume continue : suspend halt | recover :
relapse deteriorate | unanimous : divided | liberate : occupy | surrender : resist fight | allow
enable cause : prevent stop bar | forgive : blame | shrink narrow : widen | tall : short |
effective useful : useless | expensive dear : affordable | sunny : rainy | heat : cool | born :
died | majority : minority | overestimate : underestimate | optimism : pessimism | ceiling :
floor | inflow : outflow | pass approve : scrap | legal : criminal | true real genuine : fake
bogus | applaud cheer : boo jeer | freeze : thaw | hawkish : dovish | upstream : downstream |
lead ahead : trail behind | beat : lose | underpaid : overpaid | popular : unpopular |
constitutional : unconstitutional | aware : unaware
| extraordinary : ordinary | typical : atypical | normal : abnormal
| symptomatic : asymptomatic | moral : amoral immoral
| turn_down turned_down turns_down : accept accepted take took | give_up gave_up given_up : keep
continue | call_off called_off : hold confirm | rule_out ruled_out : consider allow
| strike_down struck_down : uphold | let_down : help | set_up : dissolve close
| go_ahead : stop | back_down backed_down : insist | walk_out walked_out :
stay | pull_out pulled_out : join stay | speed_up sped_up : slow | hand_over handed_over : keep
"""
# What these begin is contrary: overestimate and underestimate, upgrade and downgrade.
_CONTRARY_PREFIXES = (
    ("over", "under"),
    ("pre", "post"),
    ("pro", "anti"),
    ("hyper", "hypo"),
    ("up", "down"),
    ("in", "out"),
)

OPPOSITES: dict[str, set[str]] = {}
for _pair in f"{_OPPOSITES}|{MORE_OPPOSITES}".split("|"):
    _one, _other = (
        [stem(_word.replace("_", " ")) for _word in _side.split()] for _side in _pair.split(":")
    )
    for _left in _one:
        for _right in _other:
            OPPOSITES.setdefault(_left, set()).add(_right)
            OPPOSITES.setdefault(_right, set()).add(_left)

# Verbs of two words, which must be read as one to have an opposite.
PHRASAL = sorted(
    {word.replace("_", " ") for word in f"{_OPPOSITES} {MORE_OPPOSITES}".split() if "_" in word}
)

# Each word of an exclusive set, with the set's number and the thing that it names.
_EXCLUSIVE: dict[str, dict[int, int]] = {}
for _number, _set in enumerate(EXCLUSIVE_SETS.split(";")):
    for _thing, _names in enumerate(_set.split()):
        for _word in _names.split("="):
            _EXCLUSIVE.setdefault(_word, {})[_number] = _thing

NEGATIVE_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "mis", "anti", "counter", "de")


def _plain_degree(word: str) -> str:
    """The stem of an adjective without its -er or -est, its y back in the place of an i."""
    for ending in ("est", "er"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            plain = word.removesuffix(ending)
            return stem(plain[:-1] + "y" if plain.endswith("i") else plain)
    return stem(word)


@lru_cache(maxsize=65536)
def are_opposites(one: str, other: str) -> bool:
    """Whether two normalised words say the opposite: by the table, a prefix, or -ful and -less."""
    if one == other:
        return False
    left, right = stem(one), stem(other)
    if right in OPPOSITES.get(left, ()) or _plain_degree(other) in OPPOSITES.get(
        _plain_degree(one), ()
    ):
        return True
    short, long = sorted((one, other), key=len)
    if len(short) > 3:
        for prefix in NEGATIVE_PREFIXES:
            if long.startswith(prefix) and stem(long[len(prefix) :]) == stem(short):
                return True
    for prefix, contrary in _CONTRARY_PREFIXES:
        for first, second in ((one, other), (other, one)):
            rest = first.removeprefix(prefix)
            if len(rest) > 3 and rest != first and second == contrary + rest:
                return True
    for full, less in ((one, other), (other, one)):
        if full.endswith("ful") and less == full.removesuffix("ful") + "less":
            return True
    return False


def exclude_each_other(one: str, other: str) -> bool:
    """Whether two normalised words name different things of one kind: wages, prices."""
    left, right = _EXCLUSIVE.get(one, {}), _EXCLUSIVE.get(other, {})
    return any(number in right and right[number] != thing for number, thing in left.items())


def differ_in_degree(one: str, other: str) -> bool:
    """Whether two normalised words are one adjective in two degrees: high, higher."""
    if one == other or not (one.endswith(("er", "est")) or other.endswith(("er", "est"))):
        return False
    return _plain_degree(one) == _plain_degree(other)
