"""A rough English stem: enough to see that "fell" and "falling" are one verb."""

from functools import lru_cache

from factcheck.context.comparison.wordlist import words

_IRREGULAR = dict(
    pair.split(":")
    for pair in words(
        """
    rose:rise risen:rise fell:fall fallen:fall grew:grow grown:grow won:win lost:lose
    shrank:shrink shrunk:shrink sank:sink sunk:sink bought:buy sold:sell began:begin
    begun:begin led:lead built:build came:come went:go gone:go left:leave gave:give
    given:give took:take taken:take sent:send taught:teach lent:lend held:hold kept:keep
    said:say told:tell made:make got:get saw:see seen:see knew:know known:know thought:think
    brought:bring stood:stand understood:understand met:meet paid:pay ran:run spoke:speak
    spoken:speak wrote:write written:write broke:break broken:break chose:choose
    chosen:choose drew:draw fought:fight found:find forgot:forget forgotten:forget
    forbade:forbid forbidden:forbid hid:hide hidden:hide hurt:hurt meant:mean heard:hear
    felt:feel died:die dying:die dead:dead deaths:death is:be are:be was:be were:be been:be
    being:be am:be has:have had:have having:have does:do did:do done:do doing:do men:man
    women:woman children:child people:person lives:life withdrew:withdraw withdrawn:withdraw
    forgave:forgive forgiven:forgive became:become drove:drive
    driven:drive rode:ride ridden:ride flew:fly flown:fly caught:catch sought:seek shook:shake
    laid:lay rang:ring sang:sing swam:swim tore:tear torn:tear wore:wear worn:wear
    agreed:agree disagreed:disagree freed:free guaranteed:guarantee
    spent:spend froze:freeze frozen:freeze struck:strike stole:steal swore:swear shot:shoot
    fled:flee bled:bleed bred:breed fed:feed ate:eat eaten:eat beaten:beat bit:bite bitten:bite
    blew:blow blown:blow bore:bear borne:bear dealt:deal dug:dig drank:drink drunk:drink fled:flee
    hung:hang lit:light knelt:kneel overcame:overcome mistook:mistake mistaken:mistake
    proved:prove proven:prove rung:ring shone:shine showed:show shown:show slept:sleep slid:slide
    spat:spit sprang:spring sprung:spring stuck:stick stung:sting stank:stink strove:strive
    swept:sweep swelled:swell swollen:swell swung:swing sung:sing sworn:swear shaken:shake
    stolen:steal thrown:throw trod:tread trodden:tread underwent:undergo undergone:undergo
    undertook:undertake undertaken:undertake woke:wake woken:wake wept:weep withstood:withstand
    threw:throw upheld:uphold withheld:withhold overthrew:overthrow rebuilt:rebuild
    """
    )
)


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """The stem of a lower-case word; two forms of one word have one stem, and it is not a word."""
    word = _IRREGULAR.get(word, word)
    for suffix in ("ing", "ied", "ies", "ed", "es", "s"):
        if word.endswith(("ss", "eed")):
            break
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word[: -len(suffix)] + ("y" if suffix in ("ied", "ies") else "")
            break
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    return word
