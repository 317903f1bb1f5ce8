"""One spelling for words that British, American and typographic habit write differently."""

import re
import unicodedata
from functools import lru_cache

from factcheck.context.comparison.wordlist import words

_PAIRS = dict(
    pair.split(":")
    for pair in words(
        """
    defence:defense offence:offense licence:license practise:practice programme:program
    programmes:programs grey:gray tyre:tire tyres:tires cheque:check cheques:checks
    aluminium:aluminum plough:plow ageing:aging judgement:judgment manoeuvre:maneuver whilst:while
    amongst:among
    learnt:learned burnt:burned spelt:spelled dreamt:dreamed spoilt:spoiled skilful:skillful
    enrol:enroll fulfil:fulfill instalment:installment jewellery:jewelry sceptical:skeptical
    sceptic:skeptic sulphur:sulfur cosy:cozy mould:mold kerb:curb storey:story draught:draft okay:ok
    alright:allright kiev:kyiv dr:doctor prof:professor sen:senator sens:senators gov:governor
    rep:representative reps:representatives gen:general lt:lieutenant col:colonel sgt:sergeant
    capt:captain cpl:corporal maj:major cmdr:commander adm:admiral rev:reverend det:detective
    insp:inspector supt:superintendent ch:chief pres:president amb:ambassador cllr:councilor
    asst:assistant hon:honorable jr:junior sr:senior st:saint mt:mount govt:government
    dept:department corp:corporation inc:incorporated ltd:limited assn:association univ:university
    catalogued:cataloged cataloguing:cataloging odessa:odesa kharkov:kharkiv lvov:lviv yeah:yes
    mr:mister mrs:mrs metre:meter metres:meters litre:liter litres:liters centre:center
    centres:centers theatre:theater theatres:theaters fibre:fiber fibres:fibers calibre:caliber
    spectre:specter sabre:saber sombre:somber lustre:luster kilometre:kilometer
    kilometres:kilometers centimetre:centimeter centimetres:centimeters millimetre:millimeter
    millimetres:millimeters millilitre:milliliter millilitres:milliliters centred:centered
    catalogue:catalog catalogues:catalogs dialogue:dialog dialogues:dialogs analogue:analog
    paediatric:pediatric anaesthetic:anesthetic encyclopaedia:encyclopedia foetus:fetus
    oestrogen:estrogen orthopaedic:orthopedic haemorrhage:hemorrhage diarrhoea:diarrhea
    leukaemia:leukemia anaemia:anemia archaeology:archeology anymore:anymore 'em:them cos:because
    'cause:because til:until 'til:until thru:through tho:though marvellous:marvelous
    focussed:focused benefitted:benefited targetted:targeted worshipped:worshiped kidnapped:kidnaped
    """
    )
)
_OUR = re.compile(
    r"^(.*(?:col|fav|lab|hon|hum|neighb|behavi|harb|rum|vap|rig|vig|arm|endeav|flav|od|parl"
    r"|savi|splend|val|cand|clam|ferv))our"
)
_WARDS = re.compile(r"^(up|down|out|in|on|home|sky|east|west|north|south|after|back|for|to)wards$")
_ISE = re.compile(r"^(.{3,})is(e|ed|es|ing|ation|ations|er|ers)$")
# "Travelled", "marvelling": one l or two, by country. Not "filled", which is another word with one.
_DOUBLE_L = re.compile(r"^(.*[aeiou][^aeiou]+(?<!f)[aeiou])ll(ed|ing|er|ers|or|ors)$")
_YSE = re.compile(r"^(.+[la])ys(e|ed|es|ing)$")
# Words in -ise that no American writes with a z; turning both sides alike would still be safe, but
# "wise" and "size" must not meet.
_NOT_IZE = frozenset(
    words(
        """
    advertise advise arise comprise compromise concise devise disguise enterprise exercise
    expertise franchise improvise merchandise otherwise paradise precise premise promise
    raise revise supervise surprise surmise televise likewise
    """
    )
)


@lru_cache(maxsize=16384)
def canonical(word: str) -> str:
    """The form that a word is compared in: lower case, no accents, American spelling."""
    folded = word.casefold()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded)
        folded = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
        folded = folded.replace("\u00ad", "").replace("\u200b", "").replace("ı", "i")
        folded = folded.replace("ø", "o").replace("ł", "l").replace("đ", "d").replace("æ", "ae")
    if folded in _PAIRS:
        return _PAIRS[folded]
    if folded.endswith("s") and folded[:-1] in _PAIRS:
        return _PAIRS[folded[:-1]] + "s"
    folded = _OUR.sub(r"\1or", folded)
    ending = _ISE.match(folded)
    if ending and ending.group(1) + "ise" not in _NOT_IZE:
        folded = f"{ending.group(1)}iz{ending.group(2)}"
    folded = _WARDS.sub(r"\1ward", folded)
    folded = _YSE.sub(r"\1yz\2", folded)
    folded = _DOUBLE_L.sub(r"\1l\2", folded)
    # Transliterations: Zelenskyy, Zelenskiy and Zelensky are one man.
    return re.sub(r"sk(?:yy|iy|yi|ii|yj|ij|i)$", "sky", folded)
