"""More words that say the contrary of one another, and sets of which only one can be meant.

The everyday contraries are in `opposites.py`; the notation is the same. Of an exclusive set
("wages", "prices", "rents") each is another thing, so one in another's place changes what was said.
"""

MORE_OPPOSITES = """
confirm prove : rule_out ruled_out |
accuse charge : clear exonerate defend absolve | obey observe follow respect : break flout ignore |
freeze hold : raise lift unfreeze cut | reach arrive : leave depart | gain add : shed | hire take_on
: axe lay_off laid_off | open reopen : shut closed close | support praise welcome defend hail :
criticize condemn attack regret denounce deplore slam | accept : decline | say claim state report
insist confirm announce admit concede : deny refute contradict dispute | double triple quadruple :
halve | launch introduce impose create plan : scrap cancel abolish lift drop shelve axe end | extend
lengthen : shorten cut withdraw curtail | costly : cheap | acquitted cleared exonerated : guilty
convicted charged | kill : injure wound save rescue spare | sufficient enough ample overwhelming
strong : lacking insufficient missing weak scant | confident certain : worried doubtful anxious
unsure | glad happy satisfied : sorry disappointed angry upset | contain have : lack | buyer :
seller | appoint name : dismiss sack | internal : external | national : local regional | passive :
active | optional : required obligatory | reinstate restore keep retain preserve renew maintain :
remove drop scrap cut suspend revoke abandon replace discard cancel abolish | come : go | succeed :
fail | pass : reject defeat | strict tight : loose lax | harsh : lenient mild | suddenly abruptly
immediately overnight : gradually slowly eventually | significantly dramatically greatly largely
considerably sharply massively hugely substantially vastly far much : slightly marginally little
barely somewhat modestly | usually often : rarely seldom | clean pure : contaminated tainted | clear
: murky unclear confusing | encourage : discourage | help ease : hinder hamper worsen | benefit gain
profit : suffer lose | construct erect : demolish raze | protect preserve save : destroy ruin |
repair fix mend : damage break | invade : liberate | answer : ask | order : ask urge invite beg
forbid | reject spurn : embrace adopt | confirm prove : refute contradict disprove | respect admire
: despise | growth boom expansion recovery : contraction recession bust slump collapse crisis |
rally : slump | pro : con | asset blessing : burden liability curse | opportunity chance : threat
risk | unity : division | consensus accord : disagreement dispute | transparent open : opaque secret
| openly publicly : secretly privately | complete full total whole : partial | fully entirely
completely totally wholly : partly partially half | intentional deliberate : accidental unintended |
deliberately intentionally knowingly : accidentally unwittingly inadvertently unknowingly | on : off
| voluntarily freely : forcibly | withdraw : issue submit file make send deploy | hike : cut | waste
squander : save | stable solid : fragile shaky critical volatile | calm quiet : tense restless |
past : future | former previous ex old : current present new future next incoming | outgoing :
incoming | military : civilian | well : ill badly poorly | married : divorced single unmarried |
male : female | man : woman | boy : girl | sign : reject refuse tear_up | exaggerate overstate :
underestimate understate play_down downplay | good : evil | cooperate comply : obstruct resist
refuse | recall withdraw : deploy send | shut close : reopen | unanimously comfortably easily
overwhelmingly : narrowly barely | long-term : short-term | demand : supply | plaintiff : defendant
| landlord : tenant | employer : employee | escalate inflame : ease calm deescalate defuse | regret
: celebrate welcome | adopt : reject abandon | quash overturn strike : uphold | proceed : halt |
delay postpone defer : accelerate expedite hasten advance bring_forward | shortage scarcity : glut
surplus abundance | scarce rare : abundant common plentiful | grant award give : deny refuse
withhold | revoke : issue renew grant | expire lapse : renew | fight resist battle : back support
surrender obey | push pull_out : pull | forward : back backward | front : back rear | hope optimism
: fear despair | fear : welcome hope | hero : villain | saint : sinner | victim : perpetrator
offender attacker culprit | witness : suspect | voluntary : paid | amateur : professional | theory :
practice | cause reason : effect consequence result symptom | problem : solution | question : answer
| doubt : believe | believe trust : doubt suspect distrust | ignore neglect overlook : consider heed
address notice | notice : miss | find discover : lose miss | receive get keep : lose forfeit | catch
: release miss | hit : miss | lift drop raise : impose lower | load : unload | burn : save | meet
honor : break breach violate miss | lock : unlock | light : heavy | loyal faithful : disloyal
treacherous | nervous : calm | noise : silence | occupied : vacant empty | odd : even | ordinary
usual : exceptional unusual | original : copy fake | owe : own | partial : impartial | plain : fancy
| plus : minus | poverty : wealth | presence : absence | prosecute : pardon | punish : pardon
forgive spare | question : trust | raw : cooked | refuse : offer accept | rejected : elected
selected | reluctant unwilling : eager willing keen | reluctantly : willingly gladly eagerly |
resign quit : stay remain stand | retire : stay return | return : leave keep | ripe : rotten | rise
: set | sceptical skeptical : convinced | sell : keep | settle : dispute contest | sink : float |
smart clever wise : stupid foolish | solvent : bankrupt | start : finish | stop : go continue |
straight : crooked | succeed : precede | take : leave | tame : wild | thrive flourish prosper :
struggle wither fail | tie : win | tiny : huge massive enormous | transparent : obscure | treat :
neglect | unite : split divide | urgent : routine trivial | useful : useless | vote_for :
vote_against | for : against | wake : sleep | war : truce | wax : wane | weaken : strengthen |
within : beyond outside | work : fail | worsen : improve ease | worthless : valuable | younger :
older | zero : full | accelerate : stall | avoid : cause seek | ban : allow legalize | bless : curse
| borrowed : lent | bring : take | cleared : blocked | combine : separate | comfort : distress |
compliment : insult | conceal : reveal show | confess : deny | connect : disconnect sever cut |
conquer : lose | consume : produce | consumer : producer | correct : wrong | cruel : kind | damage :
repair | dawn : dusk | decent : indecent | decrease : rise | deficit : surplus | deport expel :
admit welcome | desert : join | difficult : easy | diminish : grow | disease : health | dispute :
accept | drown : survive | early : late | east : west | educated : ignorant | elite : ordinary |
emigrate : immigrate | emigration : immigration | emigrant : immigrant | employ : dismiss | enlarge
: reduce | enrich : impoverish | equality : inequality | even : odd | evict : house | exhale :
inhale | exonerate : convict | exhausted : fresh | expert : novice | explicit : implicit | export :
import | expose : cover | extinguish : ignite | famous : obscure unknown | fat : thin | feed :
starve | feasible : impossible | flexible : rigid | fresh : stale | frequent : rare | generous :
mean stingy | gigantic : tiny | guilt : innocence | harmful : harmless beneficial | hasten : delay |
height : depth | hurt : heal | idle : busy | illness : health | incite provoke : prevent calm |
include : omit exclude | individual : collective | inferior : superior | injured : unhurt unharmed |
input : output | insider : outsider | insult : praise | intact : damaged broken | interfere :
abstain | joy : sorrow grief | junior : senior | justice : injustice | land : sea air | landing :
takeoff | lawful : criminal | legalize : outlaw criminalize ban | lift : impose | loan : gift grant
| loose : tight | lucky : unlucky | mainly : partly | male : female | mass : individual | merge :
split | mercy : cruelty | modest : lavish | motion : rest | mountain : valley | multiply : divide |
nationalize : privatize | natural : artificial | neutral : partisan | normal : strange | northbound
: southbound | offline : online | overt : covert | owner : renter | pardon : punish | patriot :
traitor | pay : owe | payer : payee | peak : trough | penalty : reward | permit : forbid | plentiful
: scarce | poor : rich | praise : blame | preserve : abolish | private : state | prohibit : permit |
prosperity : poverty | qualify : fail | radical : moderate | raise : lower | rational : emotional |
rear : front | rebuild : demolish | reckless : careful cautious | careful : careless | reduce :
increase raise | refund : charge | relief : concern alarm | reopen : close | repay : borrow | repeal
: pass keep | reluctance : enthusiasm | respectable : disreputable | restrict : expand free | reveal
: hide | revolt : obey | reward : penalty | ruin : save | rule : exception | rush : wait | sacred :
secular | safeguard : endanger | scared : brave | scatter : gather | secular : religious | selfish :
generous | sentence : pardon acquit | shrink : swell | sole : joint | spending : saving | stagnate :
grow | stiffen : soften | strange : familiar | subsidize : tax | succeeded : preceded | suspicion :
trust | sympathy : hostility | hostile : friendly | tactful : rude | takeoff : landing | temporarily
: permanently | tighten : soften | toxic : harmless | transparent : secretive | trivial : important
| important : minor irrelevant trivial | undermine : strengthen | understate : exaggerate | unload :
load | upbeat gloomy : downbeat | gloomy : cheerful bright | upgrade : downgrade | upside : downside
| urban : rural | vacate : occupy | vertical : horizontal | victor : vanquished | vindicate :
condemn | virtue : vice | visible : hidden | wealthier : poorer | welcome : shun | widespread : rare
isolated | willingly : reluctantly | winter : summer | within : outside | yield : resist | insolvent
: solvent | solvent : broke | already : still | temporary : lasting permanent | fail : manage |
manage : struggle | over-budget : under-budget | overpay : underpay | single : joint several | alone
: together | still : formerly | careful thorough : sloppy careless superficial | title trophy
triumph : defeat | guest visitor : host staff | forgive : blame | warn alarm worry : reassure |
reassured relieved : worried alarmed | attend join : skip miss boycott | flee escape : return stay
surrender | guard : attack | invite welcome : bar exclude ban expel | laugh : cry | leak : conceal |
object : agree | outperform : underperform | persuade : dissuade | profitable : loss-making |
prolong : shorten | rebuke : praise | recommend urge : discourage oppose | install : remove |
respond reply : ignore | revive : kill end | seize : return release | shield : expose | solve :
create worsen | spread : contain | target : spare avoid | tolerate : ban punish | trigger : prevent
avert | avert : cause trigger | uncover unveil : cover hide | appear : vanish | withhold : release
pay | abrupt : gradual | absolute : relative | adequate : poor | ancient : modern | anonymous :
named | authentic : forged fake | brief : lengthy long | bleak grim : bright rosy promising | busy :
quiet | common : rare | conventional : nuclear | cautious : bold | dominant : marginal | essential
vital necessary : optional | fatal deadly lethal : harmless | final : preliminary interim initial
tentative first | firm : shaky | fixed : variable flexible floating | general : specific | gross :
net | huge massive : modest | identical : different | immediate : gradual delayed | inevitable :
avoidable | isolated : widespread systemic | joint : separate unilateral | lasting : brief | liable
: exempt | live : recorded | main key : minor secondary | moderate : extreme | mutual : unilateral |
multilateral : unilateral bilateral | obvious : unclear | overdue : early | peaceful : violent |
pending : settled | prompt : late slow | remote : near | retired : serving | robust resilient : weak
fragile | significant considerable substantial : negligible minor slight | slim : strong | sound :
flawed | steady : erratic volatile | sterile : contaminated | steep : gentle | definite : tentative
| unanimous : split | valid : void | vocal : silent | vulnerable : safe protected | wholesale :
retail | worthwhile : pointless | acceptance approval adoption ratification : rejection | acquittal
: conviction | aggressor : victim | alliance : rivalry | arrival : departure | birth : death |
champion : loser | compliance : violation breach | confidence : doubt | confirmation admission :
denial | credit : debit blame | entry : exit | improvement : deterioration decline | expenditure :
income | inclusion : exclusion | invest : divest | liberation : occupation | opponent : supporter
ally backer | critic : supporter admirer | support : opposition | permission : ban | praise :
criticism | promotion : demotion relegation | release : detention arrest | resumption : suspension |
sale : purchase | exactly : roughly approximately | initially : finally | jointly : separately |
repeatedly : once never | severely : mildly slightly | falsely wrongly : rightly correctly | rightly
: wrongly | cleared : implicated | honest : lying deceitful | mature : childish | widened : closed |
evacuate : enter | landed crashed : departed | overrun : repel | privatization : nationalization |
raise : waive | waive : charge impose | restart : stop shut | sanction : approve reward | shelter :
expose | smuggle : declare | strengthening : weakening | surge : ebb | tariff-free : taxed |
truthful : lying | win : squander | armed : unarmed | deaf : hearing | sighted : blind | fertile :
barren | friendly : hostile | frugal : lavish | humble : arrogant | literate : illiterate | obedient
: rebellious | tolerant : intolerant | vivid : dull | wary : trusting | abundant : sparse | dense :
sparse | dormant : active | fluent : halting | flourishing : failing | inland : coastal | offshore :
onshore | outdoor : indoor | overground : underground | prewar : postwar | privileged : deprived |
rookie : veteran | seller : buyer | sincerely : falsely | ascend : descend | assemble : disperse |
attach : detach | broaden : narrow | conserve : waste | deposit : withdraw | disarm : arm | enlist :
desert | evolve : stagnate | exceed : miss | exempt : include | hoard : share | import : ban |
inhale : exhale | insure : risk | land : depart | lift-off : landing | obtain : forfeit | overspend
: underspend | persist : desist | prosper : suffer | rearm : disarm | relax : tighten | reunite :
separate | rebound : slide | revolt : submit | shallow : profound | soar : dip | steal : donate |
stall : advance | submit : resist | vaporize : freeze | veto : sign
"""

# A semicolon ends a set; "=" joins words for one thing.
EXCLUSIVE_SETS = """
fraud murder=homicide manslaughter theft=robbery=burglary arson rape bribery=corruption assault
perjury blackmail=extortion kidnapping treason espionage=spying smuggling trafficking negligence
embezzlement tax-evasion libel=slander=defamation terrorism conspiracy torture genocide ;
wages=wage=pay=salaries=salary prices=price rents=rent profits=profit=earnings taxes=tax costs=cost
pensions=pension sales benefits revenue=revenues=turnover inflation unemployment exports imports
debt=debts savings investment interest wealth income=incomes dividends output ;
killed=dead injured=wounded=hurt missing arrested displaced infected evacuated ;
injuries deaths arrests infections ;
state city region district=county village town country nation continent ;
north south east west ; northern southern eastern western ; coal oil gas nuclear solar wind hydro ;
petrol=gasoline diesel kerosene ; railways=railway=rail airlines=airline roads=road canals ;
humans=people=human mice=mouse rats=rat monkeys animals ; ban tax subsidy levy cap quota ;
rice wheat=grain soy=soya maize=corn barley coffee tea cotton sugar cocoa ;
gold silver copper iron steel aluminum lithium uranium ;
gun=firearm knife bomb missile rocket drone tank rifle grenade mine ; plane=aircraft ship=vessel
train bus car truck=lorry helicopter boat=ferry bicycle=bike tram ;
school=schools hospital=hospitals university=universities prison=prisons=jail=jails
church=churches mosque=mosques factory=factories library=libraries airport=airports
station=stations museum=museums bridge=bridges tunnel=tunnels dam=dams stadium=stadiums ;
hearing trial verdict appeal inquest inquiry ; fever cough ; cancer diabetes asthma malaria measles
cholera influenza=flu covid tuberculosis hepatitis hiv=aids polio ebola ; dog=dogs cat=cats
cow=cows=cattle sheep pig=pigs horse=horses chicken=chickens ; red blue green yellow black white
orange purple brown pink ; christian=christians muslim=muslims jewish=jews hindu=hindus
buddhist=buddhists catholic=catholics protestant=protestants sikh=sikhs atheist=atheists ;
flood=floods=flooding fire=fires=wildfire=wildfires drought earthquake storm=hurricane=cyclone
famine tsunami avalanche landslide explosion collision ; carbon methane nitrogen oxygen hydrogen ;
beer wine milk water whisky ; breakfast lunch dinner ; son daughter father mother brother sister
uncle aunt nephew niece cousin wife husband ; bronze platinum ; football=soccer rugby cricket tennis
hockey basketball baseball golf ; semifinal=semifinals final=finals ; resign=resigned=resigns
die=died=dies retire=retired=retires ; divorce=divorced marry=married=wed ; kilogram gram tonne
ounce ; sue=sued arrest=arrested fine=fined jail=jailed charge=charged acquit=acquitted
convict=convicted deport=deported pardon=pardoned question=questioned warn=warned
suspend=suspended ; shoot=shot stab=stabbed strangle=strangled poison=poisoned drown=drowned
bomb=bombed beat=beaten hang=hanged ; consumers workers savers ; army=soldiers police navy ;
parliament court government cabinet ; primary secondary tertiary ; criminal=criminally civil ;
homes=houses=flats offices shops=stores hotels ; budget referendum election=vote=poll ;
strike lockout walkout ; ceasefire surrender sanctions embargo blockade ; treaty ultimatum ;
apologized resigned ; denied refused ; proposal law ; suspect witness victim convict ;
mister mrs=ms=miss
"""
