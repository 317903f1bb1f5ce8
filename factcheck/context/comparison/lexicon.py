"""The closed classes of English words whose change can turn the sense of a quote.

`CATEGORY` maps a normalised word or phrase to `(category, group)`. Two words of one group stand
for one another ("every" and "each"); two groups of one category do not ("every" and "most").
"""

from factcheck.context.comparison.wordlist import words

NEGATION = "negation"
MODAL = "modal"
HEDGE = "hedge"
CONDITION = "condition"
QUANTIFIER = "quantifier"
DATE = "date"
UNIT = "unit"
NUMBER = "number"
PRONOUN = "pronoun"
PERSON = "person"
RANK = "rank"

_TABLE: dict[str, tuple[str, ...]] = {
    NEGATION: (
        "not,never",
        "no,none,nothing,nobody,no one,nowhere,neither,nor",
        "without",
        "non",
        "no longer,not anymore",
        "fail to,fails to,failed to,failing to",
        "refuse to,refuses to,refused to",
        "unable",
        "instead of,rather than",
    ),
    MODAL: (
        "will,shall,going to",
        "would",
        "can,able to",
        "could",
        "may",
        "might",
        "must,have to,has to,had to,got to,need to,needs to",
        "should,ought to",
    ),
    HEDGE: (
        "think,thinks,thought,believe,believes,believed,reckon,guess,suppose,feel,feels,felt",
        "suspect,suspects",
        "probably,likely,presumably",
        "perhaps,maybe,possibly,potentially",
        "seem,seems,seemed,seemingly,appear,appears,appeared,apparently",
        "alleged,allegedly,reported,reportedly,supposedly,suspected,purportedly,so-called",
        "approximately,roughly,approx",
        "nearly,almost,close to,virtually,practically",
        "hope,hopes,hoped,hopefully",
        "expect,expects,expected",
        "try,tries,tried,trying,attempt,attempts,attempted,attempting",
        "plan,plans,planned,intend,intends,intended,aim,aims",
        "want,wants,wanted,wish,wishes",
        "kind of,sort of,somewhat,slightly,a bit",
        "partly,partially,in part",
        "in theory,theoretically",
        "tend to,tends to",
        "suggest,suggests,suggested,indicate,indicates,indicated",
        "prove,proves,proved,proven",
    ),
    CONDITION: (
        "if,provided,providing,provided that,as long as,so long as,assuming,on condition",
        "only if",
        "unless",
        "even if",
        "in case",
        "until,till",
        "except,except for,apart from,other than",
        "otherwise",
        "whether",
        "depending,depends",
        "subject to",
    ),
    QUANTIFIER: (
        "all,every,each,everyone,everybody,everything,whole,entire",
        "some,someone,somebody,something",
        "any,anyone,anybody,anything",
        "most,mostly,largely,mainly,majority",
        "minority",
        "many,a lot of,a lot,lots of,lots,numerous,plenty of",
        "much",
        "few",
        "little",
        "a few,several,a couple of,a handful of",
        "both",
        "either",
        "only,solely,merely,exclusively",
        "at least,no fewer than,no less than,a minimum of",
        "at most,up to,no more than,as many as,as much as,a maximum of",
        "more than",
        "less than,fewer than",
        "more",
        "less,fewer",
        "least",
        "always",
        "usually,normally,generally,typically",
        "often,frequently",
        "sometimes,occasionally",
        "rarely,seldom",
        "hardly,barely,scarcely",
        "one of",
        "part of",
        "enough",
    ),
    DATE: (
        "january,jan",
        "february,feb",
        "march",
        "april,apr",
        "june,jun",
        "july,jul",
        "august,aug",
        "september,sept,sep",
        "october,oct",
        "november,nov",
        "december,dec",
        "monday,mon",
        "tuesday,tue,tues",
        "wednesday,wed",
        "thursday,thu,thurs",
        "friday,fri",
        "saturday",
        "sunday",
        "yesterday",
        "today",
        "tomorrow",
        "tonight",
        "am",
        "pm",
        "morning",
        "afternoon",
        "evening",
        "night,overnight",
        "noon,midday",
        "midnight",
        "spring",
        "summer",
        "autumn",
        "winter",
        "christmas",
        "easter",
        "ago",
    ),
    UNIT: (
        "percent",
        "percentage point",
        "basis point",
        "euro,euros,eur",
        "dollar,dollars,usd",
        "pound,pounds,gbp,sterling",
        "yen,jpy",
        "yuan,renminbi",
        "rupee,rupees",
        "rouble,roubles,ruble,rubles",
        "hryvnia,hryvnias",
        "franc,francs",
        "krona,krone,kroner,kronor",
        "cent,cents",
        "pence,penny,pennies",
        "bitcoin,bitcoins",
        "second,seconds",
        "minute,minutes",
        "hour,hours",
        "day,days",
        "week,weeks",
        "month,months",
        "quarter,quarters",
        "year,years",
        "decade,decades",
        "century,centuries",
        "weekly",
        "daily",
        "monthly",
        "quarterly",
        "annual,annually,yearly",
        "hourly",
        "millimeter,millimeters,mm",
        "centimeter,centimeters,cm",
        "meter,meters",
        "kilometer,kilometers,km,kms",
        "mile,miles",
        "foot,feet,ft",
        "inch,inches",
        "yard,yards",
        "hectare,hectares",
        "acre,acres",
        "gram,grams",
        "milligram,milligrams,mg",
        "microgram,micrograms",
        "kilogram,kilograms,kg,kilo,kilos",
        "ton,tons",
        "tonne,tonnes",
        "ounce,ounces",
        "liter,liters",
        "milliliter,milliliters,ml",
        "gallon,gallons",
        "barrel,barrels",
        "watt,watts",
        "kilowatt,kilowatts,kw",
        "megawatt,megawatts,mw",
        "gigawatt,gigawatts,gw",
        "celsius",
        "fahrenheit",
        "degree,degrees",
        "mph",
        "kph",
    ),
    PRONOUN: (
        "i,me,my,mine,myself",
        "we,us,our,ours,ourselves",
        "you,your,yours,yourself,yourselves",
        "he,him,his,himself",
        "she,her,hers,herself",
        "they,them,their,theirs,themselves",
        "it,its,itself",
        "who,whom,whose",
    ),
    PERSON: (
        "president,presidents",
        "minister,ministers",
        "secretary,secretaries",
        "chancellor",
        "king",
        "queen",
        "senator,senators",
        "governor,governors",
        "mayor,mayors",
        "judge,judges",
        "prosecutor,prosecutors",
        "lawyer,lawyers,attorney,attorneys",
        "police,cop,cops,officer,officers",
        "soldier,soldiers,troop,troops",
        "rebel,rebels",
        "general,generals",
        "worker,workers,employee,employees,staff",
        "employer,employers,boss,bosses",
        "manager,managers",
        "owner,owners",
        "landlord,landlords",
        "tenant,tenants,renter,renters",
        "doctor,doctors,physician,physicians",
        "nurse,nurses",
        "patient,patients",
        "teacher,teachers",
        "student,students,pupil,pupils",
        "parent,parents",
        "child,children,kid,kids",
        "man,men",
        "woman,women",
        "boy,boys",
        "girl,girls",
        "husband,husbands",
        "wife,wives",
        "father,fathers,dad",
        "mother,mothers,mum,mom",
        "brother,brothers",
        "sister,sisters",
        "son,sons",
        "daughter,daughters",
        "voter,voters",
        "taxpayer,taxpayers",
        "customer,customers,client,clients",
        "buyer,buyers",
        "seller,sellers",
        "supplier,suppliers",
        "farmer,farmers",
        "scientist,scientists,researcher,researchers",
        "journalist,journalists,reporter,reporters",
        "government,governments,administration",
        "opposition",
        "parliament",
        "senate",
        "congress",
        "council,councils",
        "court,courts",
        "union,unions",
        "bank,banks",
        "company,companies,firm,firms",
        "protester,protesters,demonstrator,demonstrators",
        "driver,drivers",
        "passenger,passengers",
        "cyclist,cyclists",
        "pedestrian,pedestrians",
        "victim,victims",
        "suspect,suspects",
        "defendant,defendants",
        "plaintiff,plaintiffs",
        "refugee,refugees",
        "migrant,migrants,immigrant,immigrants",
        "citizen,citizens",
        "player,players",
        "coach,coaches",
        "referee,referees",
        "fan,fans",
        "pilot,pilots",
        "captain,captains",
        "civilian,civilians",
    ),
    RANK: ("former,ex", "deputy,vice", "acting", "assistant"),
}

CATEGORY: dict[str, tuple[str, str]] = {}
for _category, _groups in _TABLE.items():
    for _group in _groups:
        _words = _group.split(",")
        for _word in _words:
            # A word of two classes ("suspect") stays in the one that is listed first.
            CATEGORY.setdefault(_word, (_category, _words[0]))

# Units with several spellings; of time units the plural is kept apart ("a week", "weeks").
MEASURES = frozenset(
    group.split(",")[0]
    for group in _TABLE[UNIT]
    if group.split(",")[0]
    not in (
        "second",
        "minute",
        "hour",
        "day",
        "week",
        "month",
        "quarter",
        "year",
        "decade",
        "century",
    )
)

# Read as one token, so that "a few" against "few" is a change and not a dropped article.
PHRASES: dict[str, list[tuple[str, ...]]] = {}
for _phrase in sorted(
    [word for word in CATEGORY if " " in word]
    + ["you know", "i mean", "per cent", "percentage points", "basis points", "as well as"],
    key=len,
    reverse=True,
):
    _parts = tuple(_phrase.split())
    PHRASES.setdefault(_parts[0], []).append(_parts)

# These mean what the table says only in front of a number: "about 40", "over 40".
BEFORE_NUMBER: dict[str, tuple[str, str]] = {
    "about": (HEDGE, "approximately"),
    "around": (HEDGE, "approximately"),
    "circa": (HEDGE, "approximately"),
    "some": (HEDGE, "approximately"),
    "over": (QUANTIFIER, "more than"),
    "above": (QUANTIFIER, "more than"),
    "exceeding": (QUANTIFIER, "more than"),
    "under": (QUANTIFIER, "less than"),
    "below": (QUANTIFIER, "less than"),
    "just": (QUANTIFIER, "only"),
}
BEFORE_TIME = frozenset(["last", "next", "this", "previous", "coming", "upcoming", "past", "same"])

FILLERS = frozenset(
    words(
        """
    um uh er erm uhm umm uhh ah eh hmm mm mhm
    """
    )
) | {"you know", "i mean"}
# Fillers only when a comma or a dash sets them apart.
FILLERS_SET_APART = frozenset(
    words(
        """
    like well right okay ok so look yeah yes now see anyway basically actually
    """
    )
) | {"kind of", "sort of"}

STOP_WORDS = frozenset(
    words(
        """
    a an the this that these those of to in on at by for with from as and or but so than
    then there here is are was were be been being am do does did done doing has have had
    having it its i me my we us our you your he him his she her they them their who whom
    whose which what when where why how not no will would can could may might must shall
    should very really just also too up down out over under into onto about if because while
    's 'd going to got get well let
    """
    )
)

TITLES = frozenset(
    words(
        """
    mr mrs ms miss dr sir lord lady dame professor prof president minister prime secretary
    general chancellor king queen senator governor mayor judge captain colonel
    """
    )
)

# These hedge only as verbs: "we plan to" does, "the plan" does not.
NOUN_OR_HEDGE = frozenset(
    words(
        """
    plan plans hope hopes aim aims attempt attempts try guess wish reported feel feels felt
    """
    )
)
# Alone on one side these only strengthen: "much better" against "better".
WEAK_QUANTIFIERS = frozenset(["much", "enough", "little", "whole", "entire"])

# What the omitted words of an ellipsis, or the words around a quote, must not quietly take away.
QUALIFIERS = frozenset({NEGATION, CONDITION, HEDGE, MODAL, QUANTIFIER})
