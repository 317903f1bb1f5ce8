"""Word lists about people and bodies: titles, roles, months, words that only look like names."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MALE_TITLES = _words(
    "mr mr. sir lord king prince father fr fr. messrs messrs. pope imam baron duke"
)
FEMALE_TITLES = _words(
    "mrs mrs. ms ms. miss lady dame queen princess madame mme mme. sister baroness"
)
TITLES = (
    MALE_TITLES
    | FEMALE_TITLES
    | _words(
        """mx mx. det insp supt pc dci cllr cllr. dr dr. prof prof. professor president
        vice-president premier chancellor minister
        secretary secretary-general senator sen sen. sens sens. representative rep rep. reps. reps
        congressman congresswoman governor gov gov. govs. mayor judge justice general gen gen. lt
        lt. lieutenant colonel col col. major maj maj. captain capt capt. sergeant sgt sgt. cpl
        cpl. corporal pvt. admiral adm adm. cmdr. commander officer detective det. sheriff chief
        rev rev. reverend bishop archbishop cardinal rabbi pastor ambassador amb. attorney atty.
        councilman councilwoman councillor councilor assemblyman assemblywoman delegate del.
        commissioner speaker chairman chairwoman chair director coach supt. superintendent dean
        deputy spokesman spokeswoman spokesperson emperor sheikh sheik ayatollah sultan
        comptroller treasurer whip leader hon hon. msgr. insp. inspector constable pres. pres
        candidate nominee economist historian host anchor reporter correspondent pollster
        strategist activist analyst adviser advisor author actor actress singer comedian director
        republican administrator president-elect governor-elect mayor-elect
        attorney-general editor-in-chief ex-president then-president senators representatives
        ministers presidents secretaries governors
        doctors democrat democratic sec sec. acting former then-president then-sen."""
    )
)

ROLE_GENDER = MappingProxyType(
    {
        **dict.fromkeys(
            _words(
                """man boy father husband son brother uncle grandfather nephew king prince lord duke
                businessman chairman spokesman congressman councilman assemblyman policeman fireman
                salesman gentleman widower dad grandson anchorman statesman
                frontman waiter guy mr. mr sir patriarch stepfather godfather nobleman cameraman
                alderman strongman sportsman bishop priest pope imam monk"""
            ),
            "m",
        ),
        **dict.fromkeys(
            _words(
                """woman girl mother wife daughter sister aunt grandmother niece queen princess lady
                duchess businesswoman chairwoman spokeswoman congresswoman councilwoman
                assemblywoman policewoman actress widow mom mum granddaughter anchorwoman
                stateswoman waitress mrs. mrs ms. ms dame nun stepmother godmother sportswoman
                alderwoman heroine hostess ballerina"""
            ),
            "f",
        ),
    }
)
"""Role nouns that say whether a man or a woman is meant."""

ROLE_NOUNS = _words(
    """president chancellor premier minister secretary secretary-general senator congressman
    congresswoman representative lawmaker governor mayor judge justice general colonel captain
    sergeant admiral commander officer detective sheriff chief reverend bishop archbishop cardinal
    rabbi pastor priest pope imam ambassador attorney lawyer councilman councilwoman councillor
    assemblyman assemblywoman delegate commissioner speaker chairman chairwoman chair chairperson
    director spokesman spokeswoman spokesperson leader candidate nominee host anchor moderator
    reporter correspondent columnist editor author writer novelist poet journalist pollster
    strategist activist analyst adviser advisor aide consultant economist historian professor
    scientist researcher expert doctor physician surgeon nurse teacher principal superintendent
    student actor actress singer rapper musician comedian artist filmmaker designer photographer
    coach player manager owner founder co-founder executive ceo entrepreneur businessman
    businesswoman billionaire investor banker farmer worker veteran soldier diplomat envoy
    negotiator official prosecutor investigator inspector witness victim survivor neighbor
    neighbour resident voter supporter opponent critic rival frontrunner front-runner incumbent
    democrat republican conservative liberal socialist organizer organiser fellow scholar dean
    provost treasurer comptroller premier king queen prince princess emperor dictator ruler
    whistleblower contractor developer mogul magnate tycoon star celebrity father mother husband
    wife son daughter brother sister friend cousin man woman boy girl mom dad secretary-treasurer
    vice-president head operative surrogate loyalist insider member curator cosplayer organiser
    colleague co-author striker midfielder defender goalkeeper winger skipper referee umpire jockey
    trainer sprinter swimmer cyclist golfer boxer batsman bowler pitcher quarterback architect
    barrister solicitor astronomer biologist chemist physicist virologist epidemiologist
    psychologist ecologist geologist neuroscientist landlord tenant shopkeeper backbencher peer
    sculptor painter playwright conductor composer choreographer
    engineer astronaut pilot driver firefighter paramedic policeman baker chef barber trader
    broker"""
)
"""Nouns that name a person by what they do or are."""

KINSHIP = _words(
    """mother father husband wife son daughter brother sister cousin friend uncle aunt nephew niece
    partner widow widower fiancé fiancée grandson granddaughter grandfather grandmother stepson
    stepdaughter stepfather stepmother girlfriend boyfriend twin"""
)
"""Nouns for kin and friends, which a given name alone may follow: his wife, Leyla."""

BODY_WORDS = _words(
    """party committee department post times news university college campaign council commission
    ministry group inc inc. corp corp. company co. ltd ltd. llc association agency court office
    house senate congress parliament administration government bank institute institution center
    centre foundation fund union federation league church journal tribune herald guardian
    telegraph mail sun star press network television tv radio magazine service bureau board
    authority police army navy force forces corps guard nations alliance coalition society club
    school hospital museum library team ministry embassy tower street avenue airport hotel
    project initiative organization organisation trust chamber conference convention academy
    laboratory lab labs partners capital holdings industries systems technologies motors airlines
    airways security intelligence reserve treasury exchange secretariat caucus poll survey report
    study act bill law amendment deal agreement treaty accord monthly weekly daily review gazette
    media energy coal oil gas foods healthcare pictures studios entertainment records insurance
    steel pharmaceuticals financial
    chronicle observer globe examiner observatory watch international democrats republicans
    conservatives labour greens americans officials brigade front movement
    branch division unit desk crescent cross"""
)
"""Words that make a capitalised name a body, a work or a place rather than a person."""

DOCUMENT_NOUNS = _words(
    """letter statement report memo email e-mail tweet post article editorial column book lawsuit
    complaint filing ruling opinion document study survey poll ad advertisement commercial video
    clip transcript headline website site piece story text indictment affidavit order bill law
    bylaws resolution petition release message note sign banner placard plaque poster caption
    label page blog paper newspaper magazine outlet dossier cable guide manual script speech
    announcement manifesto platform constitution amendment agreement narrator"""
)
"""Things that speak in news: "a leaked letter says"."""

BODY_NOUNS = _words(
    """alliance agency commission committee council company group government ministry department
    union party campaign court police panel board bank network station university institute
    organization organisation association foundation office firm team club school church
    administration authorities authority parliament senate house bloc coalition nonprofit charity
    kremlin pentagon embassy"""
)
"""Common nouns for bodies: "it" may stand for them."""

PLURAL_PEOPLE = _words(
    """officials critics experts lawyers attorneys prosecutors investigators police analysts
    researchers scientists sources insiders supporters voters protesters demonstrators activists
    democrats republicans conservatives lawmakers senators operatives aides advisers advisors
    surrogates opponents economists historians leaders organizers organisers parents residents
    witnesses authorities observers people men women students members friends reporters
    journalists others groups colleagues co-authors editors authors authorities fans players
    teachers doctors"""
)

TEMPORAL = _words(
    """monday tuesday wednesday thursday friday saturday sunday mon. tue. tues. wed. thu. thurs.
    fri. sat. sun. january february march april may june july august september october november
    december jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec. today yesterday tomorrow
    tonight morning afternoon evening night noon midnight week month year weekend last next
    recently later earlier now then spring summer autumn fall winter"""
)

NOT_NAMES = _words(
    """the a an this that these those he she it they we you i his her its their our my your and but
    or nor so yet if when while although though because since after before as until unless in on at
    by for from with without about against between into through during above below under over to of
    off out up down near across along around behind beyond despite toward towards upon within
    among not no yes there here what which who whom whose why how where all any both each every
    either neither some many most much more other another such only own same than too very just
    also even still however meanwhile moreover furthermore nevertheless nonetheless instead indeed
    perhaps maybe now then today yesterday tomorrow tonight later earlier recently finally first
    second third last next once again ever never always often sometimes usually one two three four
    five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty
    seventy eighty ninety twenty-two hundred thousand million billion dozens several few half asked
    according speaking responding referring citing noting saying adding speaking writing given
    like unlike including regarding concerning following amid amidst besides beside except per via
    is are was were be been being has have had do does did will would can could may might must
    shall should let lets get got go goes going make made makes take takes took see seen say says
    said told ask well oh hey ok okay please thanks thank sorry hello good bad great new old big
    small long short high low best worst better worse whether whatever whoever whenever wherever
    thus hence therefore otherwise additionally similarly likewise previously currently read watch
    click follow share subscribe image photo getty related advertisement update updated correction
    editor note breaking exclusive opinion video listen back ago part none nothing something
    anything everything nobody somebody anybody everybody someone anyone everyone people men women
    earlier asked using based born once even rather whereas plus minus too
    i'm i’m it's it’s he's he’s she's she’s that's that’s there's there’s we're we’re they're
    they’re you're you’re i've i’ve we've we’ve don't don’t can't can’t let's let’s what's what’s
    here's here’s who's who’s isn't isn’t didn't didn’t won't won’t i'll i’ll we'll we’ll i'd i’d"""
)
"""Words that are capitalised only because they begin a sentence or headline."""

PLACES = _words(
    """america u.s. us u.k. uk britain england scotland wales ireland france germany italy spain
    portugal poland ukraine russia belarus china japan korea india pakistan afghanistan iran iraq
    syria israel palestine lebanon jordan egypt libya tunisia algeria morocco turkey greece serbia
    kosovo croatia bosnia hungary romania bulgaria austria switzerland belgium netherlands holland
    luxembourg denmark sweden norway finland iceland estonia latvia lithuania georgia armenia
    azerbaijan kazakhstan uzbekistan canada mexico brazil argentina chile peru colombia venezuela
    cuba haiti australia zealand indonesia malaysia singapore thailand vietnam philippines taiwan
    nigeria kenya ethiopia somalia sudan africa asia europe africa washington london paris berlin
    moscow kyiv kiev beijing tokyo brussels rome madrid geneva vienna york chicago boston houston
    dallas philadelphia atlanta miami detroit cleveland denver seattle phoenix vegas angeles
    california texas florida ohio pennsylvania michigan virginia carolina arizona nevada colorado
    iowa wisconsin minnesota missouri indiana illinois georgia alabama mississippi louisiana
    tennessee kentucky arkansas oklahoma kansas nebraska dakota montana idaho utah wyoming oregon
    hampshire vermont maine massachusetts connecticut jersey delaware maryland hawaii alaska
    earth mars aleppo mosul damascus baghdad tehran jerusalem gaza ankara istanbul cairo delhi
    mumbai hollywood manhattan brooklyn queens bronx north south east west northern southern
    eastern western central united states kingdom union islands island river lake mount county city
    valley beach park american british french german russian chinese european african asian
    islamic muslim christian jewish catholic hispanic latino english spanish"""
)

PARTICLES = _words(
    "de da del della di du des la le van von der den ten ter bin ibn al el al- abu ben dos das y ap"
)


@cache
def first_names() -> MappingProxyType[str, str]:
    """Given name in lower case → gender m, f or u (usage divided)."""
    table: dict[str, str] = {}
    data = files("factcheck.extraction").joinpath("data/first_names.txt")
    for line in data.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            gender, *names = line.split()
            table.update((name.lower(), gender) for name in names)
    return MappingProxyType(table)
