"""Words that may stand for one another without turning the sense of a quote.

A content word in the place of another is material unless both are here, or are forms of one word:
a missing line costs a reader a glance, where a wrong one would hide a change. A bar ends a group.
"""

from functools import lru_cache

from factcheck.context.comparison.stems import stem

GROUPS = """
say tell state remark note declare add comment observe explain mention argue warn announce | tell
inform notify advise brief | tell ask | ask request demand call urge appeal invite | call describe
label name term brand | agree decide choose opt determine resolve | think believe consider regard
feel | know realize understand recognize | see notice spot observe watch witness view | show
reveal demonstrate display illustrate indicate | give provide offer supply hand grant donate | get
receive obtain acquire gain secure earn | take grab seize | send dispatch deliver mail write |
make create build produce manufacture construct form | build construct erect | fix repair mend
restore | begin start commence launch open initiate | end finish stop halt conclude complete cease
close | continue carry persist proceed | raise increase lift boost hike up | raise collect gather
| rise increase grow climb surge soar jump go higher | fall drop decline decrease go sink slide
slip | reduce cut lower decrease trim slash shrink | fast quick rapid swift speedy | slow sluggish
| big large great huge major vast enormous sizeable massive considerable substantial | small
little tiny minor modest | good fine decent solid nice | wonderful extraordinary amazing
remarkable great fantastic excellent superb brilliant | bad poor terrible awful dreadful horrible
| important key crucial vital significant essential central critical | hard difficult tough
challenging tricky | easy simple straightforward | dangerous risky hazardous perilous unsafe |
safe secure | angry furious outraged irate mad upset | happy glad pleased delighted content | sad
unhappy miserable upset | afraid scared frightened fearful terrified | tired exhausted weary |
worried concerned anxious nervous | fear worry warn dread | thankful grateful | brave courageous
bold | clever smart intelligent bright | stupid foolish silly | rich wealthy affluent | poor needy
deprived | old elderly aged ancient | new fresh recent modern novel | strange odd weird unusual
peculiar | wrong incorrect mistaken false | right correct accurate true | clear obvious plain
evident | whole entire complete full total | wide broad long large | help assist aid support |
help aid assistance relief support | help ease | need require | want wish desire | try attempt
seek | use employ utilize apply deploy | keep retain maintain preserve hold | leave depart go |
leave quit exit | arrive come reach | return back revert come | give_back return | go travel move
head | walk march stroll | run race rush hurry | drive ride travel | pull drag tug haul | push
press shove | carry bring transport take | put place set lay | throw toss hurl | hit strike beat |
hurt injure wound harm | kill slay | die perish pass | win triumph prevail | beat defeat
overcome | beat win defeat | lose surrender | fight battle struggle combat | attack assault strike
raid | protect defend guard shield safeguard | save rescue | allow let permit enable | ban
prohibit forbid outlaw bar | block stop prevent halt obstruct | approve authorize endorse clear
back pass adopt | reject refuse decline dismiss | back support endorse favor | oppose resist |
criticize attack condemn slam denounce blast | praise laud commend hail applaud | blame accuse
fault | accuse allege | promise pledge vow | threaten warn | order command instruct tell | check
inspect examine review verify test | study survey research investigation analysis report |
investigate probe examine study | discuss debate talk | talk speak chat | meet gather convene |
answer reply respond | reply response answer | write draft pen | read study | publish release
issue print | show present display | hide conceal mask cover | find discover locate detect uncover
| search look hunt seek | look appear seem | choose select pick elect | elect vote choose |
appoint name nominate install | hire recruit employ engage | fire sack dismiss axe | quit resign
leave step | pay spend | buy purchase acquire | cost price | cheap inexpensive affordable |
expensive costly pricey dear | money cash funds funding finance | fund finance pay bankroll |
grant subsidy | tax levy duty | profit gain earnings | income earnings | shares stock
| firm company business corporation enterprise | shop store outlet | house home dwelling residence
| flat apartment | street road lane avenue block | town city community | village hamlet | country
nation state land | world country globe earth | area region zone district place | place site
location spot | people folk residents citizens population persons | children kids youngsters |
child kid | man guy | woman lady | boys lads | police officers cops | soldiers troops forces |
doctor physician medic | patients cases people | teacher educator | student pupil | boss chief
head leader | leader head chief | workers staff employees | team squad side players | players team
| group organization body | committee panel board | meeting session gathering talks | talks
negotiations discussions | deal agreement accord pact contract | plan scheme project proposal
program | plan intend aim | idea notion concept thought | bill measure law legislation | law rule
regulation | rule govern reign | power authority control | war conflict fighting | fight battle
clash | weapon arms gun | bomb explosive | shot bullet | crash collision accident | accident
incident | fire blaze | flood deluge | storm tempest gale | damage harm destruction | destroy
wreck ruin demolish | problem issue difficulty trouble | issue matter question subject topic |
reason cause grounds | result outcome consequence effect | effect impact influence | goal aim
target objective purpose | chance opportunity possibility prospect | risk danger threat peril |
proof evidence | fact truth | mistake error blunder slip | lie falsehood untruth | job work post
position role employment | work labor toil | task duty job | pay salary wage | strike walkout
walk_out stoppage | protest demonstrate march rally | protest demonstration rally march |
protesters demonstrators marchers | vote poll ballot election | election vote poll | party group |
rights freedoms | freedom liberty | prize award honor trophy medal | game match contest | match
fixture | goal point | book volume | film movie picture | song tune | picture photo image
photograph | letter note message | message note | talk speech address lecture | speech address |
newspaper paper daily | press media | reporter journalist | story report article account | news
reports | car vehicle automobile | truck lorry | ship boat vessel | plane aircraft jet | bike
bicycle | train rail | journey trip travel voyage | way path road route | start beginning outset |
end finish close | part piece portion section share | piece bit | amount quantity sum volume |
number figure total | figure number statistic | group set | kind sort type form | sort type |
example instance case | case instance | law statute act | court tribunal | judge magistrate
justice | judge assess rate | lawyer attorney barrister solicitor | crime offense | criminal
offender | prison jail | prisoner inmate | sentence term | trial case | illness disease sickness
ailment condition | ill sick unwell | drug medicine medication treatment | cure remedy |
substance chemical material compound | food meals | drink beverage | rubbish trash garbage waste
litter | dirt mud soil | earth soil ground | forest woods woodland | trees woods | sea ocean |
hill mountain | river stream | rain rainfall showers | snow ice | cold chilly freezing cool | hot
warm | cozy warm snug | wet damp soaked | dry arid | empty vacant bare | full packed crowded
filled | fill cover pack | strong powerful mighty robust | weak feeble frail | quiet silent calm |
loud noisy | beautiful lovely pretty attractive | ugly unsightly | clean spotless | dirty filthy |
near close nearby | far distant remote | often frequently regularly | always constantly | soon
shortly quickly | now currently today presently | later afterward subsequently | suddenly abruptly
| quickly rapidly swiftly fast | slowly gradually | really truly very genuinely | very extremely
really highly hugely incredibly deeply particularly | completely totally entirely fully wholly
absolutely utterly | clearly obviously plainly evidently | certainly surely definitely undoubtedly
| especially particularly notably | mainly mostly largely chiefly primarily | simply just merely |
perhaps maybe | also too additionally | still yet | follow succeed track pursue trail | lead head
run guide | run manage operate | manage handle control | control run | change alter modify amend
adjust | improve enhance better upgrade | worsen deteriorate | grow expand develop | develop
evolve | happen occur take | cause bring trigger prompt spark | affect influence hit | involve
include | include contain comprise | contain hold | join enter link | link connect tie | separate
divide split part | share divide split | move shift transfer relocate | stay remain | wait stay |
live reside dwell | love adore | like enjoy | hate detest loathe | hope wish | expect anticipate
await | expect predict forecast | predict forecast foresee | guess estimate reckon | estimate
calculate reckon | count number | measure gauge | compare contrast | prove confirm verify
establish | confirm verify affirm | deny reject dispute | admit acknowledge concede accept confess
| insist maintain stress assert | stress emphasize underline highlight | claim allege assert
maintain | suggest propose recommend imply | propose suggest offer | recommend advise suggest |
remember recall | forget overlook | learn discover find | teach instruct train | train coach
prepare | prepare ready | vanish disappear | appear emerge | emerge surface | break smash shatter
snap | cut slice chop | burn scorch blaze | tie bind | open unlock | shut close | lock bolt |
clean wash scrub | eat consume devour | drink sip | sleep rest | rest relax | cry weep sob | laugh
giggle chuckle | smile grin | shout yell scream cry | whisper murmur | listen hear | touch feel |
smell scent | finish complete | achieve accomplish attain reach | fail flop | succeed manage |
honor respect | respect admire esteem | celebrate mark | visit tour | host stage hold | hold stage
host | attend visit join | cancel scrap drop call_off | delay postpone defer suspend | speed
accelerate hasten | ignore disregard neglect | avoid evade dodge escape | escape flee | flee run |
hide shelter | face confront encounter | cope manage deal | solve resolve settle fix | settle
resolve | punish penalize | fine penalize | jail imprison | arrest detain | free release liberate
| release free | trust believe | doubt question | worry concern trouble | scare frighten alarm |
shock stun astonish surprise | surprise astonish amaze | confuse puzzle baffle | annoy irritate
bother | tear rip | bend twist | mix blend combine | combine merge unite | unite join | spread
extend distribute | stretch extend | extend prolong lengthen | limit restrict curb cap | restrict
limit | force compel oblige | encourage urge | inspire motivate | persuade convince | convince
persuade | trick fool deceive mislead | cheat deceive swindle | steal rob take | rob steal |
smuggle traffic | guard protect | serve work | deserve merit | lend loan | invest put | save store
keep | waste squander | store keep | dump discard scrap | replace substitute swap | swap exchange
trade | trade commerce | export ship | produce output | machine device | device gadget tool | tool
instrument | method way technique approach | approach method | skill ability talent | ability
capacity | talent gift | gift present | present current | current present existing | former
previous ex past | previous earlier prior | next following coming | final last ultimate | initial
first | main chief principal primary | extra additional more further | other another different |
different various | various several | same identical | similar alike | certain sure | sure
confident | likely probable | possible potential | real actual genuine | actual real | fake false
bogus | official formal | private personal | personal private | common ordinary usual normal
typical | rare uncommon | special particular | famous renowned celebrated well-known | unknown
obscure | serious grave severe | severe harsh serious | harsh severe cruel | gentle soft mild |
kind generous nice | cruel brutal vicious | honest truthful sincere | ashamed embarrassed | busy
occupied | lazy idle | ready prepared | able capable | alone isolated solitary | fair just |
unfair unjust | legal lawful | illegal unlawful | peaceful calm | violent brutal | deadly fatal
lethal | damaged broken | luck fortune | hope optimism | fear terror dread | anger fury rage | joy
delight happiness | grief sorrow sadness | pain suffering agony | shame disgrace | love affection
| hatred hate | friend pal mate ally | enemy foe | rival opponent competitor | partner ally
associate | guest visitor |  expert specialist | expert scientist researcher
academic | adviser consultant counselor | assistant aide helper | aide adviser | spokesman
spokeswoman spokesperson representative | official representative | delegate representative |
voter elector | candidate contender | winner victor champion | border frontier boundary | frontier
border | edge side | center middle heart | middle center | top peak summit | bottom base foot |
back rear | floor story level | level standard | standard quality | gap hole | hole pit | wall
barrier | gate door entrance | entrance entry | room chamber | hall auditorium | bridge crossing |
station stop | harbor port | port dock | airport airfield | factory plant works | plant factory
mill | farm ranch | field pitch | garden yard | school college academy | college university |
hospital clinic | clinic surgery | church chapel | office bureau | department ministry agency |
moment instant minute | period time spell era | time period | night evening | evening night | dawn
sunrise | dusk sunset | holiday vacation break | break pause rest | funeral burial | wedding
marriage | marry wed | divorce split | lack shortage scarcity | block veto | approval consent
permission agreement | captive hostage | penalty fine sanction | carry_on keep continue | break
recess | vaccinate immunize inoculate
"""

# Verbs of two words, which must be read as one to be found here.
PHRASAL = sorted({word.replace("_", " ") for word in GROUPS.split() if "_" in word})

# Each word's stem, with the groups that it stands in.
_IN: dict[str, set[int]] = {}
for _number, _group in enumerate(GROUPS.split("|")):
    for _word in _group.split():
        _IN.setdefault(stem(_word.replace("_", " ")), set()).add(_number)


@lru_cache(maxsize=65536)
def are_synonyms(one: str, other: str) -> bool:
    """Whether two normalised words are forms of one word, or stand in one group."""
    left, right = stem(one), stem(other)
    if left == right or _IN.get(left, set()) & _IN.get(right, set()):
        return True
    short, long = sorted((left, right), key=len)
    # One word in two classes: destroy and destruction, safe and safety.
    return len(short) >= 4 and long.startswith(short[: max(4, len(short) - 1)])
