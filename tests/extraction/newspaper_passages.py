"""Passages in the manner of many desks, with what a careful reader says of each.

Each entry has a name, the passage, and its quotes in order: the first words and the speaker.
Texts in marks that are nobody's words are left out. All people and bodies are made up.
"""

from typing import NamedTuple


class Passage(NamedTuple):
    name: str
    text: str
    answers: list[tuple[str, str | None]]


POLITICS = [
    Passage(
        "a shared surname and a possessive aide",
        "Sen. Paula Hargrove, R-Kan., voted against the bill on Tuesday.\n\n"
        "“We’re not going to mortgage the farm for a parking lot,” Hargrove told reporters.\n\n"
        "Hargrove’s spokesman, Dale Finney, said the senator had “not seen the amendment.”\n\n"
        "“She reads everything,” Finney said. “That takes time.”",
        [
            ("We’re not", "Paula Hargrove"),
            ("not seen", "Dale Finney"),
            ("She reads", "Dale Finney"),
            ("That takes", "Dale Finney"),
        ],
    ),
    Passage(
        "a man and a woman take turns as pronouns",
        "Gov. Martin Sayles met Mayor Lena Ortiz on Friday. He called the talks “frank.” She "
        "said they were “a waste of a good lunch.”",
        [("frank", "Martin Sayles"), ("a waste", "Lena Ortiz")],
    ),
    Passage(
        "told somebody that",
        "Rep. Colin Abbott told Treasury Secretary Naomi Brandt that her figures were “fantasy.” "
        "Brandt replied that they were “the same figures you voted for.”",
        [("fantasy", "Colin Abbott"), ("the same", "Naomi Brandt")],
    ),
    Passage(
        "asked whether",
        "Asked whether she would run again, Ortega laughed. “Ask my husband,” she said.\n\n"
        "Maria Ortega has led the council since 2012.",
        [("Ask my", "Maria Ortega")],
    ),
    Passage(
        "asked by a reporter if",
        "When a reporter asked Governor Martin Sayles if he was tired, he snapped: “Are you?”",
        [("Are you", "Martin Sayles")],
    ),
    Passage(
        "said of him",
        "“He never met a camera he didn’t like,” Judy Marsh, a former aide, said of Sayles.",
        [("He never", "Judy Marsh")],
    ),
    Passage(
        "a passive cue",
        "Sayles was quoted by the Topeka Ledger as saying the bridge was “built on hope.”\n\n"
        "Martin Sayles is the governor.",
        [("built on", "Martin Sayles")],
    ),
    Passage(
        "the White House speaks",
        "The White House called the vote “a betrayal,” and the Pentagon said it was “aware.”",
        [("a betrayal", "White House"), ("aware", "Pentagon")],
    ),
    Passage(
        "a role that the article links with a person",
        "Lena Ortiz, the mayor of Galloway, opened the bridge.\n\nFew came.\n\n“It is late, but it "
        "is here,” the mayor said.",
        [("It is late", "Lena Ortiz")],
    ),
    Passage(
        "a statement that his office released",
        "In a statement released by his office, Senator Bill Crane said he was “deeply sorry.”",
        [("deeply sorry", "Bill Crane")],
    ),
    Passage(
        "a candidate quotes another",
        "Crane mocked his rival’s pledge as “a bumper sticker.”\n\nBill Crane trails in the polls.",
        [("a bumper", "Bill Crane")],
    ),
    Passage(
        "reading from a paper",
        "“This is a dark day,” said Rep. Ann Cho (D-Ore.), reading from a sheet of paper. "
        "“Remember it.”",
        [("This is", "Ann Cho"), ("Remember it", "Ann Cho")],
    ),
    Passage(
        "a relative clause",
        "Cho, who called the bill “a gift to landlords,” voted no.\n\nAnn Cho sits for Oregon.",
        [("a gift", "Ann Cho")],
    ),
    Passage(
        "one person answers another",
        "“You are out of order,” Chairman Lou Petrie told Cho.\n\n“No, Mr. Chairman, you are,” she "
        "shot back.\n\nAnn Cho then left.",
        [("You are", "Lou Petrie"), ("No, Mr.", "Ann Cho")],
    ),
]

BRITISH = [
    Passage(
        "single marks with an apostrophe within",
        "The Chancellor, Sir Hugh Penrose, said: ‘I won’t be bullied by the ministers’ union.’",
        [("I won’t", "Hugh Penrose")],
    ),
    Passage(
        "single marks around double ones",
        "‘She said “never” and she meant it,’ said Graham Pike, a former whip.",
        [("She said", "Graham Pike")],
    ),
    Passage(
        "straight single marks",
        "'It's a shambles,' said Shadow Home Secretary Priya Nair. 'They've lost the plot.'",
        [("It's a", "Priya Nair"), ("They've lost", "Priya Nair")],
    ),
    Passage(
        "a Downing Street source",
        "A Downing Street source said the claims were ‘utter tosh’.",
        [("utter tosh", "A Downing Street source")],
    ),
    Passage(
        "Number 10's spokesman",
        "The Prime Minister’s official spokesman said the plan was “under review”.",
        [("under review", "The Prime Minister’s official spokesman")],
    ),
    Passage(
        "he added after a body",
        "Tom Farrow, Labour MP for Eastleigh, said the rise was “a scandal”. He added: “My "
        "constituents are livid.”",
        [("a scandal", "Tom Farrow"), ("My constituents", "Tom Farrow")],
    ),
    Passage(
        "a peer with a territorial name",
        "Baroness Wray of Thornbury told peers: “The bill is a mess.” Lady Wray went on: “Mend it.”",
        [("The bill", "Wray"), ("Mend it", "Wray")],
    ),
    Passage(
        "two spokespeople",
        "A spokesperson for Kelton Council said: “We are sorry.” A spokesperson for Avon Water "
        "said: “We are not.”",
        [
            ("We are sorry", "A spokesperson for Kelton Council"),
            ("We are not", "A spokesperson for Avon Water"),
        ],
    ),
    Passage(
        "the stop outside the mark",
        "Ms Nair described the policy as “cruel”, “costly” and “doomed to fail”.\n\nPriya Nair is "
        "an MP.",
        [("cruel", "Priya Nair"), ("costly", "Priya Nair"), ("doomed", "Priya Nair")],
    ),
]

SCIENCE = [
    Passage(
        "an author of a study who was not part of it",
        "“It’s a beautiful result,” says Keiko Arata, an astronomer at the University of Lund who "
        "was not involved in the work.",
        [("It’s a", "Keiko Arata")],
    ),
    Passage(
        "a study says",
        "The study, published in Polar Letters, found that the ice was “thinner than any model”.",
        [("thinner", "The study")],
    ),
    Passage(
        "co-author and lead author",
        "Lead author Rosa Klein said the whales “sang all night.” Her colleague Anders Holm was "
        "less sure. “It could be the ship,” he said.",
        [("sang all", "Rosa Klein"), ("It could", "Anders Holm")],
    ),
    Passage(
        "a term coined",
        "The team calls the effect “cold memory.” Klein says it is “like a bruise that stays.”\n\n"
        "Rosa Klein works in Kiel.",
        [("cold memory", "The team"), ("like a", "Rosa Klein")],
    ),
    Passage(
        "a doctor by title only",
        "Dr Amit Rao, a virologist, warned of “a long winter.” “We have no cure,” Dr Rao said.",
        [("a long", "Amit Rao"), ("We have", "Amit Rao")],
    ),
    Passage(
        "writes in a paper",
        "In a paper in Cell Maps, Ines Duarte and Paul Weir write that the gene is “silent in mice.”",
        [("silent in", "Ines Duarte and Paul Weir")],
    ),
    Passage(
        "a scientist explains with an inverted participle",
        "“The tide does the work,” explained oceanographer Femi Adeyemi, pointing at the chart. "
        "“We only watch.”",
        [("The tide", "Femi Adeyemi"), ("We only", "Femi Adeyemi")],
    ),
]

SPORT = [
    Passage(
        "a coach after the match",
        "Rovers coach Steve Mallon was furious. “We gave them the game,” he said.",
        [("We gave", "Steve Mallon")],
    ),
    Passage(
        "captain praised player",
        "Captain Ellie Dunn praised goalkeeper Sara Voss, saying she was “the best in the league.”",
        [("the best", "Ellie Dunn")],
    ),
    Passage(
        "winner and loser",
        "Yuki Mori beat Carla Bruno 6-4, 6-3. “I felt free,” said Mori. Bruno was gracious: “She "
        "was too good.”",
        [("I felt", "Yuki Mori"), ("She was", "Carla Bruno")],
    ),
    Passage(
        "two men, last speaker goes on",
        "“He’s a warrior,” Mallon said of striker Jon Pace. “He’ll be back.”\n\nSteve Mallon took "
        "over in May.",
        [("He’s a", "Steve Mallon"), ("He’ll be", "Steve Mallon")],
    ),
    Passage(
        "a nickname in marks",
        "Deon “Tank” Harris ran for 140 yards. “I just kept my feet moving,” Harris said.",
        [("I just", "Deon “Tank” Harris")],
    ),
    Passage(
        "the manager by role",
        "Leo Santini has signed until 2030. The Rovers manager said: “I am home.”",
        [("I am", "The Rovers manager")],
    ),
    Passage(
        "told a broadcaster",
        "“The referee cost us,” Pace told BBC Radio Kelton. “Simple as that.”\n\nJon Pace is 31.",
        [("The referee", "Jon Pace"), ("Simple as", "Jon Pace")],
    ),
    Passage(
        "asked about, replied",
        "Asked about his knee, Pace replied: “It bends.”\n\nJon Pace is 31.",
        [("It bends", "Jon Pace")],
    ),
]

BUSINESS = [
    Passage(
        "chief executive in apposition",
        "“Margins will recover,” said Ingrid Falk, chief executive of Norrsken AB, on a call with "
        "analysts. “We see it already.”",
        [("Margins will", "Ingrid Falk"), ("We see", "Ingrid Falk")],
    ),
    Passage(
        "the company said in a filing",
        "Helix Motors said in a filing that it had “material weaknesses” in its accounts.",
        [("material weaknesses", "Helix Motors")],
    ),
    Passage(
        "analysts at a bank",
        "Analysts at Brandt Bank wrote in a note that the deal was “priced for perfection.”",
        [("priced for", "Analysts at Brandt Bank")],
    ),
    Passage(
        "it said after a body",
        "Norrsken AB cut its forecast on Monday. “Demand has softened,” it said.",
        [("Demand has", "Norrsken AB")],
    ),
    Passage(
        "a company spokeswoman without a name",
        "A company spokeswoman, who declined to be named, said the plant was “safe.”",
        [("safe", "A company spokeswoman")],
    ),
    Passage(
        "a letter by somebody",
        "“This board has failed,” the investor Ruth Adler wrote in a letter to shareholders.",
        [("This board", "Ruth Adler")],
    ),
    Passage(
        "in the words of",
        "The merger was, in the words of analyst Peter Lang, “a shotgun wedding.”",
        [("a shotgun", "Peter Lang")],
    ),
    Passage(
        "somebody's letter says",
        "Ruth Adler’s letter says the board has “failed its owners.”",
        [("failed its", "Ruth Adler")],
    ),
]

COURTS = [
    Passage(
        "judge to defendant",
        "Judge Harold Stein told the defendant, Craig Moss, that he was “a danger to women.”",
        [("a danger", "Harold Stein")],
    ),
    Passage(
        "a prosecutor alleges in an indictment",
        "Prosecutors say Moss sent her “dozens of threats.” The indictment says he “boasted of it.”",
        [("dozens of", "Prosecutors"), ("boasted of", "The indictment")],
    ),
    Passage(
        "the lawyer, who",
        "Moss’s lawyer, Dina Katz, who took the case in May, said it was “built on rumour.”",
        [("built on", "Dina Katz")],
    ),
    Passage(
        "witness testified",
        "“I heard two shots,” testified neighbour Alma Reyes. “Then nothing.”",
        [("I heard", "Alma Reyes"), ("Then nothing", "Alma Reyes")],
    ),
    Passage(
        "cross-examined by a man",
        "Cross-examined by Oliver Grant, Alma Reyes said she was “sure, quite sure.”",
        [("sure, quite", "Alma Reyes")],
    ),
    Passage(
        "police in a statement",
        "Police said in a statement that the death was “not suspicious”.",
        [("not suspicious", "Police")],
    ),
    Passage(
        "the court ruled",
        "The Supreme Court ruled that the law was “void from the start.”",
        [("void from", "Supreme Court")],
    ),
    Passage(
        "husband and wife",
        "Karen Webb and her husband, Neil Webb, were cleared. “We have our lives back,” Mr Webb "
        "said. Mrs Webb said it had been “hell.”",
        [("We have", "Neil Webb"), ("hell", "Karen Webb")],
    ),
]

INTERVIEWS = [
    Passage(
        "labels in a question and answer piece",
        "Hugo Brandt: “Why did you leave?”\n\nNora Lisle: “Because I could.”",
        [("Why did", "Hugo Brandt"), ("Because I", "Nora Lisle")],
    ),
    Passage(
        "a transcript in capitals",
        "Nora Lisle spoke to Hugo Brandt on Sunday.\n\nBRANDT: “Will you return?”\n\nLISLE: “Never.”",
        [("Will you", "Hugo Brandt"), ("Never", "Nora Lisle")],
    ),
    Passage(
        "over several paragraphs that reopen",
        "“I grew up on a boat,” Nora Lisle said. “My father fished.\n\n“My mother sold what he "
        "caught.\n\n“I learned to count in herring.”",
        [("I grew", "Nora Lisle"), ("My father", "Nora Lisle")],
    ),
    Passage(
        "a block after a colon line",
        "Lisle wrote to her readers:\n\n“I have been silent too long. The book is done, and I am "
        "tired.”\n\nNora Lisle is 60.",
        [("I have", "Nora Lisle")],
    ),
    Passage(
        "her friend recalls",
        "“She was fearless,” recalls her friend Jane Orr, a painter. “She swam in March.”",
        [("She was", "Jane Orr"), ("She swam", "Jane Orr")],
    ),
    Passage(
        "a smile as a cue",
        "“You’ll have to wait,” Lisle says with a grin. “Good things take time.”\n\nNora Lisle "
        "is 60.",
        [("You’ll have", "Nora Lisle"), ("Good things", "Nora Lisle")],
    ),
    Passage(
        "an action before a quotation",
        "Nora Lisle shrugs. “I was never young,” she says.",
        [("I was", "Nora Lisle")],
    ),
    Passage(
        "split by its cue",
        "“If you want to write,” Lisle says, “buy a chair.”\n\nNora Lisle is 60.",
        [("If you", "Nora Lisle"), ("buy a", "Nora Lisle")],
    ),
]

OBITUARIES = [
    Passage(
        "a son remembers, then a rival",
        "Walter Quill, who has died aged 91, was “never idle,” said his son, Marcus Quill. “Dad "
        "built half this street,” he said.",
        [("never idle", "Marcus Quill"), ("Dad built", "Marcus Quill")],
    ),
    Passage(
        "once said of the dead",
        "The critic Edna Fry once described Walter Quill as “the last honest builder.”",
        [("the last", "Edna Fry")],
    ),
    Passage(
        "the dead in his own words",
        "“I was a bricklayer who could read,” Quill once told an interviewer.\n\nWalter Quill was "
        "born in 1930.",
        [("I was", "Walter Quill")],
    ),
    Passage(
        "a title of a memoir and a word of it",
        "In his memoir, “Brick by Brick,” Walter Quill wrote that fame was “a leaky roof.”",
        [("a leaky", "Walter Quill")],
    ),
    Passage(
        "a tribute from a body",
        "The Guild of Masons, in a tribute, called him “a giant.”",
        [("a giant", "The Guild of Masons")],
    ),
    Passage(
        "a dash line",
        "“A wall is a promise.”\n— Walter Quill, builder",
        [("A wall", "Walter Quill")],
    ),
]

MARKS = [
    Passage(
        "one word from somebody and one from nobody",
        "The “wellness” centre was, Priya Nair said, “filthy.”",
        [("filthy", "Priya Nair")],
    ),
    Passage(
        "a film and a judgement of it",
        "Critic Edna Fry called “The Long Shore” “a drowsy mess.”",
        [("a drowsy", "Edna Fry")],
    ),
    Passage(
        "a bracket within",
        "“They [the ministers] knew,” Tom Farrow said.",
        [("They [the", "Tom Farrow")],
    ),
    Passage(
        "a question mark before the cue",
        "“Who pays?” asked Tom Farrow. “You do!” shouted a heckler.",
        [("Who pays", "Tom Farrow"), ("You do", "a heckler")],
    ),
    Passage(
        "one straight mark a paragraph with curly marks inside",
        'Tom Farrow wrote:\n\n"The board said it was “sorry” and went home.\n\n"It should have '
        "stayed.\n\nNobody answered.",
        [("The board", "Tom Farrow")],
    ),
    Passage(
        "inches open nothing",
        'The plank is 12" wide, Tom Farrow said. "It will hold," he added.',
        [("It will", "Tom Farrow")],
    ),
    Passage(
        "called for and what is called",
        "Tom Farrow called for an inquiry into what he called “a culture of silence.”",
        [("a culture", "Tom Farrow")],
    ),
    Passage(
        "so-called in marks",
        "Tom Farrow attacked the so-called “bedroom rule” on Monday.",
        [],
    ),
    Passage(
        "a chant by a crowd",
        "Protesters chanted “Let them in!” outside the town hall.",
        [("Let them", "Protesters")],
    ),
    Passage(
        "a placard reads",
        "A placard read “Not for sale.”",
        [("Not for", "A placard")],
    ),
]


HARDER = [
    Passage(
        "a deputy in apposition",
        "Kessler’s deputy Tom Reyes disagreed, telling CNBC that the move was “a "
        "mistake.” Anna Kessler declined to comment.",
        [("a mistake", "Tom Reyes")],
    ),
    Passage(
        "a joint statement",
        "Two senators, Mark Dole of Iowa and Jane Fitch of Maine, issued a joint "
        "statement. “We cannot support this,” Dole and Fitch said.",
        [("We cannot", "Mark Dole and Jane Fitch")],
    ),
    Passage(
        "thanks for a quality",
        "Fitch thanked Dole for his “courage and candor.”\n\nJane Fitch and Mark Dole "
        "are senators.",
        [("courage", "Jane Fitch")],
    ),
    Passage(
        "an accusation answered",
        "Mark Dole accused Jane Fitch of “playing politics with people’s lives.” Fitch "
        "fired back, saying Dole was “a coward.”",
        [("playing", "Mark Dole"), ("a coward", "Jane Fitch")],
    ),
    Passage(
        "a question put to him",
        "Dole was asked whether he had spoken to Fitch. “Not since Friday,” he "
        "said.\n\nMark Dole is a senator. Jane Fitch is another.",
        [("Not since", "Mark Dole")],
    ),
    Passage(
        "a report and its author",
        "The report, written by Dr. Lucy Hahn, concluded that the dam was “an accident "
        "waiting to happen.”",
        [("an accident", "The report")],
    ),
    Passage(
        "whose report was leaked",
        "Lucy Hahn, whose report was leaked to The Star, said the dam was “rotten to the core.”",
        [("rotten", "Lucy Hahn")],
    ),
    Passage(
        "a sister by her given name",
        "“We were never told,” said Hahn’s sister, Beth.\n\nLucy Hahn died in June.",
        [("We were", "Beth")],
    ),
    Passage(
        "a visibly tired man",
        "Speaking to the BBC, a visibly tired Mr Osman said: “I have done my "
        "duty.”\n\nYusuf Osman resigned on Friday.",
        [("I have", "Yusuf Osman")],
    ),
    Passage(
        "his wife by her given name",
        "Mr Osman told Sky News he was “not a quitter”, but his wife, Leyla, said: “He "
        "is tired.”\n\nYusuf Osman resigned on Friday.",
        [("not a", "Yusuf Osman"), ("He is", "Leyla")],
    ),
    Passage(
        "a pronoun before the name",
        "‘I don’t recall,’ he told the inquiry.\n\nYusuf Osman was the last witness.",
        [("I don’t", None)],
    ),
    Passage(
        "a chain of pronouns in single marks",
        "Yusuf Osman took the stand at noon. He wore a grey suit. ‘I don’t recall,’ he "
        "told the inquiry. ‘It was the ’90s.’",
        [("I don’t", "Yusuf Osman"), ("It was", "Yusuf Osman")],
    ),
    Passage(
        "a text message from her",
        "“No comment,” read a text message from Vance.\n\nRuth Vance is a lawyer.",
        [("No comment", "Ruth Vance")],
    ),
    Passage(
        "an email to staff",
        "In an email to staff seen by Reuters, chief executive Ruth Vance wrote: “These "
        "are hard times.”",
        [("These are", "Ruth Vance")],
    ),
    Passage(
        "an email sent by her",
        "The email, which was sent by Ruth Vance on Monday, said staff should “expect change.”",
        [("expect", "The email")],
    ),
    Passage(
        "according to a body",
        "According to the Bureau of Labor Statistics, wages are “flat.”",
        [("flat", "Bureau of Labor Statistics")],
    ),
    Passage(
        "according to people in the room",
        "The mood, according to people who were in the room, was “funereal.”",
        [("funereal", "people")],
    ),
    Passage(
        "one man without a name",
        "“It was carnage,” said one man who gave his name only as Ali.",
        [("It was", "one man")],
    ),
    Passage(
        "one witness with a name",
        "“It was carnage,” one witness, Omar Bashir, told the AP.",
        [("It was", "Omar Bashir")],
    ),
    Passage(
        "a cousin takes over",
        "Omar Bashir, 34, a baker, ran. “I left my shoes,” he said. His cousin Hassan "
        "Bashir stayed. “I hid,” he said.",
        [("I left", "Omar Bashir"), ("I hid", "Hassan Bashir")],
    ),
    Passage(
        "two sisters by given names",
        "Elena Marsh and her sister Kate Marsh run the shop. “It’s ours,” said Elena. "
        "“Every brick,” said Kate.",
        [("It’s ours", "Elena Marsh"), ("Every brick", "Kate Marsh")],
    ),
    Passage(
        "a lawyer for somebody",
        "“We will appeal,” said a lawyer for Craig Moss, Dina Katz.",
        [("We will", "Dina Katz")],
    ),
    Passage(
        "somebody's attorney",
        "Craig Moss’s attorney said that his client was “shattered.”",
        [("shattered", "Craig Moss’s attorney")],
    ),
    Passage(
        "defending and sentencing",
        "Defending, Dina Katz said Moss was “a broken man.” Sentencing him, Judge Harold "
        "Stein said: “You showed no mercy.”",
        [("a broken", "Dina Katz"), ("You showed", "Harold Stein")],
    ),
    Passage(
        "shouted at a witness",
        "Moss, of Mill Lane, Kelton, shouted “liar” at the witness, Alma Reyes.\n\nCraig "
        "Moss denies the charge.",
        [("liar", "Craig Moss")],
    ),
    Passage(
        "the jury heard",
        "The jury heard that Moss had texted her: “You will pay.”\n\nCraig Moss denies the charge.",
        [("You will", "Craig Moss")],
    ),
    Passage(
        "asked by a lawyer",
        "PC Helen Ward told the court: “He smelled of drink.” Asked by Katz if she was "
        "certain, Ward replied: “I am.”\n\nDina Katz is the lawyer.",
        [("He smelled", "Helen Ward"), ("I am", "Helen Ward")],
    ),
    Passage(
        "the judge asks",
        "“What were you thinking?” asked the judge. Moss shrugged. “I wasn’t,” he "
        "said.\n\nCraig Moss denies the charge.",
        [("What were", "the judge"), ("I wasn’t", "Craig Moss")],
    ),
    Passage(
        "two clauses with a cue each",
        "Striker Jon Pace limped off after an hour, and coach Steve Mallon said the "
        "injury was “not good.” Pace later posted on X: “I’ll be back.”",
        [("not good", "Steve Mallon"), ("I’ll be", "Jon Pace")],
    ),
    Passage(
        "an emotional man",
        "“To win here, with this crowd, is special,” an emotional Pace said "
        "afterward.\n\nJon Pace is 31.",
        [("To win", "Jon Pace")],
    ),
    Passage(
        "said of each other",
        "Pace, the club’s record scorer, said of Mallon: “He made me.” Mallon said of "
        "Pace: “He made himself.”\n\nJon Pace is 31. Steve Mallon is 60.",
        [("He made me", "Jon Pace"), ("He made himself", "Steve Mallon")],
    ),
    Passage(
        "the striker said he felt",
        "Mallon insisted that Pace was “fit and hungry” after the striker said he felt "
        "“like a teenager.”\n\nJon Pace, a striker, is 31. Steve Mallon is 60.",
        [("fit and", "Steve Mallon"), ("like a", "Jon Pace")],
    ),
    Passage(
        "a space agency",
        "NASA said the probe was “healthy.” “We’re ecstatic,” said mission scientist "
        "Dana Wolfe of NASA’s Jet Propulsion Laboratory.",
        [("healthy", "NASA"), ("We’re", "Dana Wolfe")],
    ),
    Passage(
        "others urge caution",
        "The finding “turns the textbook upside down,” says Rao, who led the dig. Others "
        "urge caution: “It’s one bone,” says Ines Duarte of the University of "
        "Porto.\n\nAmit Rao began in 2011.",
        [("turns", "Amit Rao"), ("It’s one", "Ines Duarte")],
    ),
    Passage(
        "he and his colleagues",
        "Rao and his colleagues report in Nature that the tooth is “unlike any "
        "other.”\n\nAmit Rao began in 2011.",
        [("unlike", "his colleagues")],
    ),
    Passage(
        "put it more bluntly",
        "“The data are robust,” Klein emailed. “We checked twice.” Her co-author, Anders "
        "Holm, put it more bluntly: “We were right.”\n\nRosa Klein works in Kiel.",
        [("The data", "Rosa Klein"), ("We checked", "Rosa Klein"), ("We were", "Anders Holm")],
    ),
    Passage(
        "a bank and its head",
        "The bank, led by Ingrid Falk, said it was “comfortable” with its capital. She "
        "told investors: “Sleep well.”",
        [("comfortable", "The bank"), ("Sleep", "Ingrid Falk")],
    ),
    Passage(
        "one declined and one did not",
        "Apple declined to comment. Google said it was “reviewing the ruling.”",
        [("reviewing", "Google")],
    ),
    Passage(
        "a company's engineer",
        "A Helix Motors spokesman said the recall was “voluntary.” Helix’s chief "
        "engineer, Sam Orr, called it “overdue.”",
        [("voluntary", "A Helix Motors spokesman"), ("overdue", "Sam Orr")],
    ),
    Passage(
        "a bank's analyst",
        "“The era of cheap money is over,” warned Brandt Bank’s Peter Lang.",
        [("The era", "Peter Lang")],
    ),
    Passage(
        "the agent of a passive",
        "Investors were told to “hold their nerve” by Peter Lang, an analyst at Brandt Bank.",
        [("hold their", "Peter Lang")],
    ),
    Passage(
        "he later wrote",
        "Born in Leeds in 1930, Walter Quill left school at 14. “I was a dreadful "
        "pupil,” he later wrote.",
        [("I was", "Walter Quill")],
    ),
    Passage(
        "a daughter remembers",
        "His daughter, Rose, remembered him as “a man who sang while he "
        "worked.”\n\nWalter Quill died on Monday.",
        [("a man", "Rose")],
    ),
    Passage(
        "a knight who worked beside him",
        "“Quill never raised his voice,” said the architect Sir Edmund Tate, who worked "
        "beside him for a decade. “He did not need to.”\n\nWalter Quill died on Monday.",
        [("Quill never", "Edmund Tate"), ("He did", "Edmund Tate")],
    ),
    Passage(
        "a widow by her title",
        "Mrs Quill said her late husband “loved a crowd.”\n\nWalter Quill died on "
        "Monday. Edith Quill survives him.",
        [("loved", "Edith Quill")],
    ),
    Passage(
        "letters for question and answer",
        "Q: “Do you miss it?”\n\nA: “Every day.”",
        [("Do you", None), ("Every day", None)],
    ),
    Passage(
        "asked by the interviewer",
        "Asked by Hugo Brandt what she would change, Nora Lisle says: “Nothing.” And "
        "regrets? “None.”",
        [("Nothing", "Nora Lisle"), ("None", "Nora Lisle")],
    ),
    Passage(
        "an agent interrupts",
        "“I’m done,” Lisle says, laughing. Her agent, Paul Dean, interrupts. “She "
        "isn’t,” he says.\n\nNora Lisle is 60.",
        [("I’m done", "Nora Lisle"), ("She isn’t", "Paul Dean")],
    ),
    Passage(
        "signs that read",
        "Protesters carried signs that read “Enough” and “Not our war.”",
        [("Enough", "signs"), ("Not our", "signs")],
    ),
    Passage(
        "a letter between dashes",
        "The letter — signed by 40 academics — calls the bill “a disgrace.”",
        [("a disgrace", "The letter")],
    ),
    Passage(
        "a rival and her pronoun",
        "President Ivo Kranz, in his first speech since the vote, promised “a clean "
        "break.” His rival, Mila Novak, said the speech was “empty.” She added: “He has "
        "no plan.”",
        [("a clean", "Ivo Kranz"), ("empty", "Mila Novak"), ("He has", "Mila Novak")],
    ),
    Passage(
        "had told her",
        "Novak said Kranz had told her, “You will lose.”\n\nMila Novak and Ivo Kranz ran "
        "for president.",
        [("You will", "Ivo Kranz")],
    ),
    Passage(
        "a campaign",
        "Kranz’s campaign called the claim “absurd.” Novak’s campaign did not "
        "respond.\n\nMila Novak and Ivo Kranz ran for president.",
        [("absurd", "Kranz’s campaign")],
    ),
    Passage(
        "a ministry's spokeswoman",
        "The foreign ministry in Berlin summoned the envoy over the “unacceptable” "
        "remarks, a spokeswoman said.",
        [("unacceptable", "a spokeswoman")],
    ),
    Passage(
        "tweeted by a minister",
        "“Unacceptable,” tweeted Foreign Minister Jan Holub. “There must be consequences.”",
        [("Unacceptable", "Jan Holub"), ("There must", "Jan Holub")],
    ),
    Passage(
        "quoting his grandmother",
        "Quoting his grandmother, Holub said: “Bread first.”\n\nJan Holub is foreign minister.",
        [("Bread", "Jan Holub")],
    ),
    Passage(
        "citing a poet",
        "Holub, citing a line by the poet Ana Sol, said “the sea forgets "
        "nothing.”\n\nJan Holub is foreign minister.",
        [("the sea", "Jan Holub")],
    ),
    Passage(
        "a newspaper reported",
        "Ministers were “deeply divided” over the plan, the Guardian reported on Friday.",
        [("deeply", "Guardian")],
    ),
    Passage(
        "two agents of one passive",
        "The plan has been described as “madness” by critics and “overdue” by supporters.",
        [("madness", "critics"), ("overdue", "supporters")],
    ),
    Passage(
        "flanked by generals",
        "“Let’s be clear,” Kranz, flanked by his generals, said. “This ends "
        "today.”\n\nIvo Kranz is president.",
        [("Let’s be", "Ivo Kranz"), ("This ends", "Ivo Kranz")],
    ),
    Passage(
        "a spokesman for one of two",
        "Kranz spoke to Novak for an hour. “It was a good talk,” a spokesman for the "
        "president said.\n\nMila Novak and Ivo Kranz ran for president.",
        [("It was", "a spokesman for the president")],
    ),
    Passage(
        "was not convinced",
        "But Novak wasn’t convinced: “Words are cheap.”\n\nMila Novak ran for president.",
        [("Words", "Mila Novak")],
    ),
    Passage(
        "neither would say",
        "Neither Kranz nor Novak would say who had won. “Ask the voters,” Kranz "
        "said.\n\nMila Novak and Ivo Kranz ran for president.",
        [("Ask", "Ivo Kranz")],
    ),
    Passage(
        "here is what he said",
        "Here’s what Kranz said: “I never promised peace.”\n\nIvo Kranz is president.",
        [("I never", "Ivo Kranz")],
    ),
    Passage(
        "chimed in",
        "“We need answers,” agreed Novak.\n\n“And we need them now,” chimed in her "
        "deputy, Petr Sedlak.\n\nMila Novak ran for president.",
        [("We need", "Mila Novak"), ("And we", "Petr Sedlak")],
    ),
    Passage(
        "a husband by his given name",
        "Novak’s husband Karel, a doctor, said she had been “robbed.”\n\nMila Novak ran "
        "for president.",
        [("robbed", "Karel")],
    ),
    Passage(
        "as he said",
        "As Senator Mark Dole said last week, “the money is gone.”",
        [("the money", "Mark Dole")],
    ),
    Passage(
        "said between commas",
        "That, said Mark Dole, was “the end of it.”",
        [("the end", "Mark Dole")],
    ),
    Passage(
        "she believes",
        "It is, Jane Fitch believes, “a matter of time.”",
        [("a matter", "Jane Fitch")],
    ),
    Passage(
        "wondered aloud",
        "“Is this legal?” Fitch wondered aloud. Dole: “Of course.”\n\nMark Dole and Jane "
        "Fitch are senators.",
        [("Is this", "Jane Fitch"), ("Of course", "Mark Dole")],
    ),
    Passage(
        "one and not the other",
        "Dole, the senator from Iowa, and not Fitch, called it “theft.”\n\nMark Dole and "
        "Jane Fitch are senators.",
        [("theft", "Mark Dole")],
    ),
]


EXCHANGES = [
    Passage(
        "a senator with initials",
        "Vice President Alan Burke and Senator J.D. Kemp debated on Tuesday. Kemp called "
        "Burke’s record “a joke.” Burke, visibly annoyed, said Kemp was “new here.”",
        [("a joke", "J.D. Kemp"), ("new here", "Alan Burke")],
    ),
    Passage(
        "the crowd booed when",
        "The crowd booed when Burke said, “We won.”\n\nAlan Burke is vice president.",
        [("We won", "Alan Burke")],
    ),
    Passage(
        "a pronoun before anybody fits",
        "“She’s right,” he said of Novak. “I hate to say it.”\n\nIvo Kranz and Mila "
        "Novak ran for president.",
        [("She’s right", None), ("I hate", None)],
    ),
    Passage(
        "a man who may be one",
        "Ivo Kranz met Petr Sedlak in Brno. He said the talks were “hard.” Sedlak said "
        "they were “pointless,” and he left early.",
        [("hard", None), ("pointless", "Petr Sedlak")],
    ),
    Passage(
        "speaking alongside",
        "Kranz, speaking alongside Sedlak, said the border was “closed for good.”\n\nIvo "
        "Kranz and Petr Sedlak are ministers.",
        [("closed", "Ivo Kranz")],
    ),
    Passage(
        "alongside another",
        "Alongside Kranz, Sedlak said the border was “closed for good.”\n\nIvo Kranz and "
        "Petr Sedlak are ministers.",
        [("closed", "Petr Sedlak")],
    ),
    Passage(
        "in the words of a diplomat",
        "The minister’s remarks — “a slap in the face,” in the words of one diplomat — "
        "were withdrawn.",
        [("a slap", "one diplomat")],
    ),
    Passage(
        "a source close to somebody",
        "“It’s over,” a source close to the minister told Reuters, speaking on condition "
        "of anonymity.",
        [("It’s over", "a source close to the minister")],
    ),
    Passage(
        "would say only",
        "The White House press secretary, Carla Stone, would say only that the president "
        "was “aware of the reports.”",
        [("aware", "Carla Stone")],
    ),
    Passage(
        "when asked if",
        "Press secretary Carla Stone, when asked if the president had lied, said: “He misspoke.”",
        [("He misspoke", "Carla Stone")],
    ),
    Passage(
        "pressed by another and not named",
        "“He misspoke,” she said when pressed by Fox News’ Greg Hale.\n\nCarla Stone is "
        "press secretary.",
        [("He misspoke", None)],
    ),
    Passage(
        "pressed by another",
        "Carla Stone walked to the lectern. “He misspoke,” she said when pressed by Fox "
        "News’ Greg Hale.",
        [("He misspoke", "Carla Stone")],
    ),
    Passage(
        "an exchange with labels",
        "Greg Hale of Fox News asked Carla Stone: “Did he lie?” Stone answered: “He "
        "misspoke.” Hale: “So yes?” “No,” said Stone.",
        [
            ("Did he", "Greg Hale"),
            ("He misspoke", "Carla Stone"),
            ("So yes", "Greg Hale"),
            ("No,", "Carla Stone"),
        ],
    ),
    Passage(
        "in a tweet",
        "In a tweet, Kemp accused the network of “lying through its teeth.”\n\nSenator "
        "J.D. Kemp leads the panel.",
        [("lying", "J.D. Kemp")],
    ),
    Passage(
        "it after a common noun",
        "The network stood by its story. “We got it right,” it said in a statement.",
        [("We got", None)],
    ),
    Passage(
        "the paper in a statement",
        "The Daily Ledger stood by its story. “We got it right,” the paper said in a statement.",
        [("We got", "the paper")],
    ),
    Passage(
        "two judges",
        "Lord Ashby, the former lord chief justice, called the bill “an affront.” Lord "
        "Justice Penn disagreed: it was, he said, “necessary.”",
        [("an affront", "Ashby"), ("necessary", "Penn")],
    ),
    Passage(
        "Downing Street itself",
        "Downing Street said that it was “not going to give a running commentary”.",
        [("not going", "Downing Street")],
    ),
    Passage(
        "the police and an inspector",
        "The Met Police said in a statement: ‘We are aware of a video.’ Det Insp Carol "
        "Young added: ‘Come forward.’",
        [("We are", "Met Police"), ("Come forward", "Carol Young")],
    ),
    Passage(
        "a plural apostrophe and a split",
        "‘We’re the dogs’ dinner of Europe,’ moaned Sir Hugh Penrose, the Tory grandee, "
        "‘and it’s the voters’ fault.’",
        [("We’re", "Hugh Penrose"), ("and it’s", "Hugh Penrose")],
    ),
    Passage(
        "a quoted adjective",
        "Labour’s Priya Nair said the ‘shambolic’ roll-out had cost lives.",
        [("shambolic", "Priya Nair")],
    ),
    Passage(
        "writing in a paper",
        "Writing in the Times, Penrose said Nair’s plan was ‘barmy’.\n\nSir Hugh Penrose "
        "and Priya Nair are MPs.",
        [("barmy", "Hugh Penrose")],
    ),
    Passage(
        "no mandate and the decent thing",
        "The SNP’s Westminster leader, Fiona Grant, said the PM had ‘no mandate’ and "
        "urged him to ‘do the decent thing’.",
        [("no mandate", "Fiona Grant"), ("do the", "Fiona Grant")],
    ),
    Passage(
        "a banner read",
        "“There is no Planet B,” the banner read.",
        [("There is", "the banner")],
    ),
    Passage(
        "called, according to emails",
        "The paper’s referees called the method “sloppy,” according to emails seen by "
        "Polar Letters.",
        [("sloppy", "The paper’s referees")],
    ),
    Passage(
        "in somebody's phrase",
        "The telescope is “a time machine,” in Arata’s phrase.\n\nKeiko Arata is an astronomer.",
        [("a time", "Keiko Arata")],
    ),
    Passage(
        "a woman and her student",
        "Arata, 52, of Lund University in Sweden, and her student Nils Lind found the "
        "star by chance. “We were looking for something else,” she recalls.\n\nKeiko "
        "Arata is an astronomer.",
        [("We were", "Keiko Arata")],
    ),
    Passage(
        "said again by the student",
        "“We were looking for something else,” says Lind, now at Caltech. “It was Keiko "
        "who saw it.”\n\nNils Lind wrote the paper with Keiko Arata.",
        [("We were", "Nils Lind"), ("It was", "Nils Lind")],
    ),
    Passage(
        "a body by name at the end",
        "The vaccine is “very likely” to work, the World Health Organization said Monday.",
        [("very likely", "World Health Organization")],
    ),
    Passage(
        "the agency itself",
        "WHO spokesman Tarik Bell said: “We’re hopeful.” The agency itself said it was "
        "“monitoring.”",
        [("We’re", "Tarik Bell"), ("monitoring", "The agency")],
    ),
    Passage(
        "the goalkeeper",
        "The goalkeeper, who turned 40 in May, said he was “not done yet.”\n\nSara Voss "
        "is the coach.",
        [("not done", "The goalkeeper")],
    ),
    Passage(
        "two managers",
        "United manager Bill Ross said: “We were poor.” City’s Luis Prat, whose side "
        "went top, said his players had been “magnificent.”",
        [("We were", "Bill Ross"), ("magnificent", "Luis Prat")],
    ),
    Passage(
        "the teenager before her name",
        "“It’s a dream,” said the 19-year-old, who grew up in Leeds.\n\nEllie Dunn scored twice.",
        [("It’s a", "the 19-year-old")],
    ),
    Passage(
        "the teenager after her name",
        "Ellie Dunn scored twice. “It’s a dream,” said the 19-year-old.",
        [("It’s a", "the 19-year-old")],
    ),
    Passage(
        "an agent said",
        "Dunn’s agent said Rovers had made “a derisory offer,” which Rovers "
        "denied.\n\nEllie Dunn scored twice.",
        [("a derisory", "Dunn’s agent")],
    ),
    Passage(
        "fell after somebody described",
        "Shares fell after Falk described trading as “soft.” One analyst said the word "
        "had “spooked” the market.\n\nIngrid Falk runs the bank.",
        [("soft", "Ingrid Falk"), ("spooked", "One analyst")],
    ),
    Passage(
        "a company responded",
        "Amazon’s Dave Lim said in an interview that rivals were “asleep.” Walmart "
        "responded that it was “wide awake.”",
        [("asleep", "Dave Lim"), ("wide awake", "Walmart")],
    ),
    Passage(
        "initials of a company",
        "“We remain committed to Ohio,” GM said. The union called that “hollow.”",
        [("We remain", "GM"), ("hollow", "The union")],
    ),
    Passage(
        "two attorneys",
        "“This was greed,” Assistant U.S. Attorney Paul Lim told jurors in his closing "
        "argument. “Plain greed.” Defense attorney Marcy Klein countered that the case "
        "was “a house of cards.”",
        [("This was", "Paul Lim"), ("Plain", "Paul Lim"), ("a house", "Marcy Klein")],
    ),
    Passage(
        "a dissent",
        "In her ruling, Judge Wanda Shaw wrote that the ban was “plainly "
        "unconstitutional.” Justice Owen Pratt dissented, calling it “modest.”",
        [("plainly", "Wanda Shaw"), ("modest", "Owen Pratt")],
    ),
    Passage(
        "in dissent",
        "Shaw wrote for the majority. In dissent, Pratt wrote that the court had “lost "
        "its way.”\n\nWanda Shaw and Owen Pratt are justices.",
        [("lost its", "Owen Pratt")],
    ),
    Passage(
        "allegedly told",
        "Moss allegedly told an undercover officer he wanted the man “gone.”\n\nCraig "
        "Moss denies the charge.",
        [("gone", "Craig Moss")],
    ),
    Passage(
        "a complaint quotes him",
        "The complaint quotes Moss as saying: “Make it quick.”\n\nCraig Moss denies the charge.",
        [("Make it", "Craig Moss")],
    ),
    Passage(
        "is heard saying",
        "Moss is heard on the tape saying, “Make it quick.”\n\nCraig Moss denies the charge.",
        [("Make it", "Craig Moss")],
    ),
    Passage(
        "can be heard saying",
        "“Make it quick,” Moss can be heard saying on the tape.\n\nCraig Moss denies the charge.",
        [("Make it", "Craig Moss")],
    ),
    Passage(
        "a note found",
        "A note found in the car read: “Forgive me.”",
        [("Forgive me", "A note")],
    ),
    Passage(
        "answered after an aside",
        "Asked what he would miss most, Quill — a builder to the last — answered: “The "
        "mortar.”\n\nWalter Quill was born in 1930.",
        [("The mortar", "Walter Quill")],
    ),
    Passage(
        "his widow said",
        "He was, his widow Edith said, “impossible to live with, and impossible to live "
        "without.”\n\nWalter Quill died on Monday.",
        [("impossible", "Edith")],
    ),
    Passage(
        "it was he who said",
        "It was Keynes who said that in the long run “we are all dead.”",
        [("we are", "Keynes")],
    ),
    Passage(
        "she begins before she is named",
        "“I have a theory,” she begins. Nora Lisle, 60, is sitting in her garden. “Books "
        "are fences.”",
        [("I have", None), ("Books", "Nora Lisle")],
    ),
    Passage(
        "initials as labels",
        "HB: “Is it finished?”\n\nNL: “It is.”",
        [("Is it", "HB"), ("It is", "NL")],
    ),
    Passage(
        "between long dashes",
        "Sen. Lisa Moor (R-Alaska) — who has broken with her party before — said she was "
        "“a no, for now.”",
        [("a no", "Lisa Moor")],
    ),
    Passage(
        "including one of them",
        "Republicans, including Sen. Lisa Moor, called the bill “rushed.”",
        [("rushed", "Republicans")],
    ),
    Passage(
        "like one of them",
        "Republicans like Moor say the bill is “rushed.” Democrats counter that it is "
        "“overdue.”\n\nSen. Lisa Moor sits for Alaska.",
        [("rushed", "Republicans like Moor"), ("overdue", "Democrats")],
    ),
    Passage(
        "what another had called",
        "Moor said what Kemp had called “a rounding error” was “real money.”\n\nSen. "
        "Lisa Moor and Senator J.D. Kemp sit on the panel.",
        [("a rounding", "J.D. Kemp"), ("real money", "Lisa Moor")],
    ),
    Passage(
        "whom another has called",
        "Kemp, whom Moor has called “a showman,” smiled. “I’ve been called worse,” he "
        "said.\n\nSen. Lisa Moor and Senator J.D. Kemp sit on the panel.",
        [("a showman", "Lisa Moor"), ("I’ve been", "J.D. Kemp")],
    ),
    Passage(
        "somebody's warning that",
        "Despite Moor’s warning that the plan was “doomed,” Kemp pressed on.\n\nSen. "
        "Lisa Moor and Senator J.D. Kemp sit on the panel.",
        [("doomed", "Lisa Moor")],
    ),
    Passage(
        "rejected somebody's charge",
        "Kemp rejected Moor’s charge that he was “in the pocket of the banks.”\n\nSen. "
        "Lisa Moor and Senator J.D. Kemp sit on the panel.",
        [("in the", "Lisa Moor")],
    ),
    Passage(
        "denied he had called",
        "Kemp denied he had called Moor “a traitor.”\n\nSen. Lisa Moor and Senator J.D. "
        "Kemp sit on the panel.",
        [("a traitor", "J.D. Kemp")],
    ),
    Passage(
        "insisted between pieces",
        "“I did not,” Kemp insisted, “and she knows it.” Moor’s office had no "
        "comment.\n\nSen. Lisa Moor and Senator J.D. Kemp sit on the panel.",
        [("I did", "J.D. Kemp"), ("and she", "J.D. Kemp")],
    ),
    Passage(
        "an editorial board",
        "“The bill,” wrote the Post’s editorial board, “is a sham.”",
        [("The bill", "the Post’s editorial board"), ("is a", "the Post’s editorial board")],
    ),
    Passage(
        "per an office before",
        "Per the sheriff’s office, the driver was “clearly impaired.”",
        [("clearly", "the sheriff’s office")],
    ),
    Passage(
        "per an office after",
        "The driver was “clearly impaired,” per the sheriff’s office.",
        [("clearly", "the sheriff’s office")],
    ),
    Passage(
        "a woman who answered",
        "Sheriff Dan Boyle said deputies found him “asleep at the wheel.” A woman who "
        "answered the door said he was “a good boy.”",
        [("asleep", "Dan Boyle"), ("a good", "A woman")],
    ),
    Passage(
        "citing an investigation",
        "Boyle would not name the suspect, citing “an active investigation.”\n\nDan "
        "Boyle is sheriff.",
        [("an active", "Dan Boyle")],
    ),
]


ARTICLES = [
    Passage(
        "a bill fails in Washington",
        "WASHINGTON — House Republicans failed on Thursday to pass a spending bill, the "
        "third such defeat in a month for Speaker Dan Whitlock.\n\n"
        "“We’ll regroup,” Mr. Whitlock told reporters as he left the chamber. “This is "
        "how the sausage gets made.”\n\n"
        "Representative Teresa Quan of California, the top Democrat on the "
        "Appropriations Committee, was less forgiving.\n\n"
        "“It’s amateur hour,” she said. “They can’t govern.”\n\n"
        "Mr. Whitlock’s allies blamed a band of holdouts led by Representative Cole "
        "Bascom of Ohio, who has called the speaker “a placeholder.”\n\n"
        "“I was sent here to cut spending,” Mr. Bascom said, “not to make friends.”\n\n"
        "He added that he would vote against any bill that “kicks the can.”\n\n"
        "A senior aide to the speaker, who asked not to be named to discuss private "
        "talks, described Mr. Bascom as “a wrecking ball.”",
        [
            ("We’ll", "Dan Whitlock"),
            ("This is", "Dan Whitlock"),
            ("It’s am", "Teresa Quan"),
            ("They", "Teresa Quan"),
            ("a place", "Cole Bascom"),
            ("I was", "Cole Bascom"),
            ("not to", "Cole Bascom"),
            ("kicks", "Cole Bascom"),
            ("a wreck", "A senior aide to the speaker"),
        ],
    ),
    Passage(
        "a car hits a house",
        "A mother-of-three has told how she was left “shaking” after a driver ploughed "
        "into her garden wall.\n\n"
        "Joanne Platt, 38, was asleep when the silver Audi hit the house in Dock Street, "
        "Hull, at about 3am on Sunday.\n\n"
        "“I thought it was a bomb,” she said. “The kids were screaming.”\n\n"
        "Her husband, Lee, ran outside. “There was a lad just sat there,” he said. “He "
        "looked at me and said, ‘Sorry, mate.’”\n\n"
        "Neighbour Brenda Cole, 71, said: “It’s a racetrack. Someone will die.”\n\n"
        "A Humberside Police spokesperson said: “A 22-year-old man has been arrested on "
        "suspicion of drink-driving.”\n\n"
        "Ward councillor Amir Shah (Lab) said he had “begged” the council for speed "
        "bumps.",
        [
            ("shaking", "A mother-of-three"),
            ("I thought", "Joanne Platt"),
            ("The kids", "Joanne Platt"),
            ("There", "Lee"),
            ("He looked", "Lee"),
            ("It’s a", "Brenda Cole"),
            ("A 22", "A Humberside Police spokesperson"),
            ("begged", "Amir Shah"),
        ],
    ),
    Passage(
        "a fungus eats plastic",
        "Scientists have found a fungus that eats plastic, and they say it could be “a "
        "game changer.”\n\n"
        "The fungus, described Monday in the journal Mycology Today, was discovered on a "
        "landfill in Pune.\n\n"
        "“We left a bottle in a jar and forgot about it,” says Sunita Rao, a mycologist "
        "at the University of Pune and lead author of the study. “Six weeks later there "
        "was no bottle.”\n\n"
        "Not everyone is convinced. “A jar is not an ocean,” says Erik Dahl, who studies "
        "marine waste at the University of Bergen and was not part of the research.\n\n"
        "Dahl says the work is “elegant,” but warns against “miracle talk.”\n\n"
        "Rao agrees. “Nobody should use more plastic because of a mushroom,” she says.",
        [
            ("a game", "Scientists"),
            ("We left", "Sunita Rao"),
            ("Six", "Sunita Rao"),
            ("A jar", "Erik Dahl"),
            ("elegant", "Erik Dahl"),
            ("miracle", "Erik Dahl"),
            ("Nobody", "Sunita Rao"),
        ],
    ),
    Passage(
        "a match report",
        "LIVERPOOL — Marcus Bell scored twice as the Reds won 3-1, and then dedicated "
        "the goals to his late grandmother.\n\n"
        "“She’d have loved that,” the striker said. “She never missed a game.”\n\n"
        "Manager Paolo Ferri, who had been under pressure, hailed Bell as “a "
        "monster.”\n\n"
        "“When Marcus plays like this, we can beat anyone,” Ferri said. “I told him at "
        "half-time: ‘Be brave.’”\n\n"
        "Opposite number Gary Stokes refused to blame his goalkeeper. “He’s kept us in "
        "games all year,” he said. “We win together, we lose together.”\n\n"
        "Asked if he feared for his job, Stokes said: “No.”",
        [
            ("She’d", "the striker"),
            ("She never", "the striker"),
            ("a monster", "Paolo Ferri"),
            ("When", "Paolo Ferri"),
            ("I told", "Paolo Ferri"),
            ("He’s", "Gary Stokes"),
            ("We win", "Gary Stokes"),
            ("No", "Gary Stokes"),
        ],
    ),
    Passage(
        "a profit warning",
        "NEW YORK (Reuters) - Orion Foods (ORN.N) cut its full-year profit forecast on "
        "Wednesday, sending shares down 9 percent.\n\n"
        "“Consumers are trading down,” Chief Executive Helen Marsh told analysts on a "
        "conference call. “We did not see it coming.”\n\n"
        "The company said it expected sales to be “flat to slightly down.”\n\n"
        "“It’s a kitchen-sink quarter,” said Raj Patel, an analyst at Cowley & Co. “The "
        "new CFO wants a clean slate.”\n\n"
        "Finance chief Tom Burke, who joined from Nestle in May, said cost cuts were "
        "“well advanced.” He declined to say how many jobs would go.\n\n"
        "A spokeswoman for the Teamsters called the cuts “cruel.” Orion did not "
        "immediately respond to a request for comment.",
        [
            ("Consumers", "Helen Marsh"),
            ("We did", "Helen Marsh"),
            ("flat", "The company"),
            ("It’s a", "Raj Patel"),
            ("The new", "Raj Patel"),
            ("well", "Tom Burke"),
            ("cruel", "A spokeswoman for the Teamsters"),
        ],
    ),
    Passage(
        "an obituary of a singer",
        "Dorothy Lang, the soprano whom critics likened to “poured honey,” died on "
        "Friday in Vienna. She was 88.\n\n"
        "Her death was confirmed by her daughter, Anna Lang-Weber, who said the cause "
        "was pneumonia.\n\n"
        "“I never had lessons until I was 20,” Ms. Lang told The New York Times in 1971. "
        "“I sang to the cows.”\n\n"
        "Reviewing her Met debut, Harold Gray of The Times wrote that she had “the stage "
        "to herself even when it was full.”\n\n"
        "The conductor Otto Reiss was not an admirer. “She sings at me,” he once "
        "complained, “not with me.”\n\n"
        "Ms. Lang replied that she sang “with whoever could keep up.”\n\n"
        "“She could be terrifying,” Ms. Lang-Weber said by phone. “She was also the "
        "funniest person I knew.”",
        [
            ("poured", "critics"),
            ("I never", "Dorothy Lang"),
            ("I sang", "Dorothy Lang"),
            ("the stage", "Harold Gray"),
            ("She sings", "Otto Reiss"),
            ("not with", "Otto Reiss"),
            ("with who", "Dorothy Lang"),
            ("She could", "Anna Lang-Weber"),
            ("She was", "Anna Lang-Weber"),
        ],
    ),
    Passage(
        "a couple before the court",
        "A judge has branded a couple who kept 40 dogs in a flat “wickedly selfish”.\n\n"
        "Sentencing Kevin and Donna Birch at Leeds Crown Court, Judge Amanda Peel said: "
        "“These animals lived in filth.”\n\n"
        "Birch, 45, told the court he had “lost control”. His wife wept as she said: “I "
        "loved every one of them.”\n\n"
        "Prosecutor James Oduya said inspectors had to “wade through” waste. RSPCA "
        "inspector Gill Moss called it “the worst case of my career”.\n\n"
        "Mitigating, Sara Khan said the pair were “overwhelmed, not cruel”.",
        [
            ("wickedly", "A judge"),
            ("These", "Amanda Peel"),
            ("lost", "Kevin Birch"),
            ("I loved", "Donna Birch"),
            ("wade", "James Oduya"),
            ("the worst", "Gill Moss"),
            ("overwhelmed", "Sara Khan"),
        ],
    ),
    Passage(
        "an interview with a novelist",
        "You’ve said that you hate interviews. Why do this one?\n\n"
        "“My publisher made me,” says Clara Voss, and laughs.\n\n"
        "Voss, 54, has a new novel, “The Salt Road,” her first in nine years. She wrote "
        "it, she says, “in a rage.”\n\n"
        "At what? “At everyone. At my father, mostly.”\n\n"
        "Her father was the poet Emil Voss, who once said that children were “the enemy "
        "of art.” He died in 2010.\n\n"
        "“I forgave him,” she says. “Then I read his letters.”",
        [
            ("My pub", "Clara Voss"),
            ("in a", "Clara Voss"),
            ("At every", None),
            ("the enemy", "Emil Voss"),
            ("I forgave", "Clara Voss"),
            ("Then", "Clara Voss"),
        ],
    ),
    Passage(
        "a summit",
        "BRUSSELS, March 4 - EU leaders on Tuesday rejected what Hungary’s prime "
        "minister, Zoltan Varga, called “a Brussels diktat.”\n\n"
        "European Council President Marie Dupont said there was “no plan B.” German "
        "Chancellor Karl Brandt, for his part, spoke of “a question of trust.”\n\n"
        "“We’re not naive,” a senior EU diplomat said. “He’ll be back for more.”\n\n"
        "Asked about Varga’s threat, Dupont replied: “I don’t comment on theatre.”\n\n"
        "The Kremlin said it was watching the dispute “with interest.” Kremlin spokesman "
        "Oleg Petrov told reporters it was “an internal matter.”",
        [
            ("a Bru", "Zoltan Varga"),
            ("no plan", "Marie Dupont"),
            ("a question", "Karl Brandt"),
            ("We’re", "a senior EU diplomat"),
            ("He’ll", "a senior EU diplomat"),
            ("I don’t", "Marie Dupont"),
            ("with", "Kremlin"),
            ("an int", "Oleg Petrov"),
        ],
    ),
    Passage(
        "a school board in straight marks",
        "The superintendent, Dr. Valerie Boone, apologized to parents at a packed "
        "meeting.\n\n"
        '"We failed your children," Boone said.\n\n'
        'Several parents shouted back. "You knew!" yelled one father. "Resign!"\n\n'
        "School board president Mitch Farrow banged his gavel. \"One more word and I'll "
        'clear the room," he said.\n\n'
        'Boone, who earns $240,000 a year, said she had no plans to quit. "I serve at '
        'the pleasure of this board," she said.\n\n'
        'Later, in an email to The Courier, Farrow said the board had "full confidence" '
        "in her.",
        [
            ("We failed", "Valerie Boone"),
            ("You knew", "one father"),
            ("Resign", "one father"),
            ("One more", "Mitch Farrow"),
            ("I serve", "Valerie Boone"),
            ("full", "Mitch Farrow"),
        ],
    ),
    Passage(
        "unions in straight single marks",
        "Trade unions have accused ministers of 'playing with fire' over plans to cut "
        "sick pay.\n\n"
        "Paula Reid, general secretary of the TUC, said workers would be 'forced to "
        "choose between their health and their rent'.\n\n"
        "'It's the politics of the workhouse,' she added.\n\n"
        "But business secretary Mark Haines defended the plan. 'We can't spend money we "
        "haven't got,' he told the BBC's Today programme.\n\n"
        "Haines's Labour shadow, Ros Finch, said his figures 'don't add up'. 'He's "
        "making it up as he goes along,' she said.",
        [
            ("playing", "Trade unions"),
            ("forced", "Paula Reid"),
            ("It's the", "Paula Reid"),
            ("We can't", "Mark Haines"),
            ("don't add", "Ros Finch"),
            ("He's", "Ros Finch"),
        ],
    ),
    Passage(
        "a cross-examination",
        "Mayor Bill Grady’s former driver testified Monday that his boss took envelopes "
        "of cash “like they were mints.”\n\n"
        "Wayne Tully, 61, said he saw it “a hundred times, easy.”\n\n"
        "Under cross-examination by defense lawyer Rita Sandoval, Tully admitted he had "
        "lied to a grand jury. “I was scared,” he said.\n\n"
        "“Scared of what?” Sandoval asked.\n\n"
        "“Of him,” Tully said, pointing at Grady.\n\n"
        "Outside court, Sandoval called Tully “a liar for hire.” Grady, smiling, said "
        "only: “Beautiful day.”",
        [
            ("like", "Mayor Bill Grady’s former driver"),
            ("a hundred", "Wayne Tully"),
            ("I was", "Wayne Tully"),
            ("Scared", "Rita Sandoval"),
            ("Of him", "Wayne Tully"),
            ("a liar", "Rita Sandoval"),
            ("Beau", "Bill Grady"),
        ],
    ),
]


MARKS_AND_NAMES = [
    Passage(
        "It’s the economy,’ says Nora Lisle",
        "‘It’s the economy,’ says Nora Lisle. ‘And the ’90s are over.’",
        [("It’s", "Nora Lisle"), ("And the", "Nora Lisle")],
    ),
    Passage(
        "He's \"toast,\" Dole predicted. 'He's done",
        "He's \"toast,\" Dole predicted. 'He's done,' said Fitch.\n\n"
        "Mark Dole and Jane Fitch are senators.",
        [("toast", "Mark Dole")],
    ),
    Passage(
        "\u00abC’est fini\u00bb, said Marie Dupont. \u00abWe",
        "«C’est fini», said Marie Dupont. «We go home.»",
        [("C’est", "Marie Dupont"), ("We go", "Marie Dupont")],
    ),
    Passage(
        "„Das reicht“, said Karl Brandt",
        "„Das reicht“, said Karl Brandt.",
        [("Das", "Karl Brandt")],
    ),
    Passage(
        "``We held the line,'' Colonel Ray",
        "``We held the line,'' Colonel Ray Dunn said. ``Nobody ran.''",
        [("We held", "Ray Dunn"), ("Nobody", "Ray Dunn")],
    ),
    Passage(
        "We won,” said Ray Dunn",
        "”We won,” said Ray Dunn.",
        [("We won", "Ray Dunn")],
    ),
    Passage(
        "We won, said Ray Dunn. The",
        "“We won, said Ray Dunn.\n\nThe crowd roared.\n\n“We lost,” said Jane Fitch.",
        [("We won", None), ("We lost", "Jane Fitch")],
    ),
    Passage(
        "The board [of directors] … knew",
        "“The board [of directors] … knew,” Ruth Adler said.",
        [("The board", "Ruth Adler")],
    ),
    Passage(
        "Ruth Adler said “everyone who was",
        "Ruth Adler said “everyone who was anyone” was there, including “half the "
        "cabinet” and “a goat.”",
        [("everyone", "Ruth Adler"), ("half", "Ruth Adler"), ("a goat", "Ruth Adler")],
    ),
    Passage(
        "The “Iron Lady” of the council",
        "The “Iron Lady” of the council, Ruth Adler, said “no.”",
        [("no", "Ruth Adler")],
    ),
    Passage(
        "The band, known as “The Lost",
        "The band, known as “The Lost Keys,” play on Friday. “We’re rusty,” singer Joe "
        "Marsh admits.",
        [("We’re", "Joe Marsh")],
    ),
    Passage(
        "Joe Marsh sang “Blue Harbour” and",
        "Joe Marsh sang “Blue Harbour” and “The Long Road” before a crowd of 400.",
        [],
    ),
    Passage(
        "Ruth Adler used the word “failure",
        "Ruth Adler used the word “failure” nine times.",
        [("failure", "Ruth Adler")],
    ),
    Passage(
        "The phrase “net zero” appears twice",
        "The phrase “net zero” appears twice in the report.",
        [],
    ),
    Passage(
        "The company’s “Clean Seas” campaign won",
        "The company’s “Clean Seas” campaign won a prize.",
        [],
    ),
    Passage(
        "The so-called “super league” collapsed in",
        "The so-called “super league” collapsed in two days.",
        [],
    ),
    Passage(
        "She wore a badge that said",
        "She wore a badge that said “Vote.”\n\nRuth Adler smiled.",
        [("Vote", "a badge")],
    ),
    Passage(
        "Adler “categorically” denies the claim, her",
        "Adler “categorically” denies the claim, her lawyer said.\n\nRuth Adler resigned.",
        [("categorically", "her lawyer")],
    ),
    Passage(
        "Friends of Adler say she feels",
        "Friends of Adler say she feels “betrayed.”\n\nRuth Adler resigned.",
        [("betrayed", "Friends of Adler")],
    ),
    Passage(
        "Ms. Adler’s critics accuse her of",
        "Ms. Adler’s critics accuse her of “vanity.”\n\nRuth Adler resigned.",
        [("vanity", "Ms. Adler’s critics")],
    ),
    Passage(
        "Asked for comment, Mr. Lang’s office",
        "Asked for comment, Mr. Lang’s office referred to a statement in which he called "
        "the charge “baseless.”\n\n"
        "Peter Lang is an analyst.",
        [("baseless", "Peter Lang")],
    ),
    Passage(
        "Baseless,” Mr. Lang’s office said in",
        "“Baseless,” Mr. Lang’s office said in a statement.\n\nPeter Lang is an analyst.",
        [("Baseless", "Mr. Lang’s office")],
    ),
    Passage(
        "It was dark,” recalled Ms. Reyes",
        "“It was dark,” recalled Ms. Reyes, whose brother, Luis, drove the bus.\n\n"
        "Alma Reyes is 40. Luis Reyes is 38.",
        [("It was", "Alma Reyes")],
    ),
    Passage(
        "Luis Reyes drove. “I saw nothing",
        "Luis Reyes drove. “I saw nothing,” he said. “He saw everything,” his sister "
        "Alma said. “He won’t talk.”",
        [("I saw", "Luis Reyes"), ("He saw", "Alma"), ("He won’t", "Alma")],
    ),
    Passage(
        "Officer Pat Moran asked Reyes where",
        "Officer Pat Moran asked Reyes where he had been. “Home,” he replied.\n\n"
        "Luis Reyes drove the bus.",
        [("Home", "Luis Reyes")],
    ),
    Passage(
        "Moran told Reyes to get out",
        "Moran told Reyes to get out of the car. “Now,” she said.\n\n"
        "Officer Patricia Moran stopped Luis Reyes at noon.",
        [("Now", "Patricia Moran")],
    ),
    Passage(
        "President Kranz’s speech drew praise. “Magnificent",
        "President Kranz’s speech drew praise. “Magnificent,” gushed Senator Oto Blaha. "
        "“Empty,” countered Mila Novak.",
        [("Magnificent", "Oto Blaha"), ("Empty", "Mila Novak")],
    ),
    Passage(
        "Both Dole and Fitch have called",
        "Both Dole and Fitch have called the plan “dead on arrival.”\n\n"
        "Mark Dole and Jane Fitch are senators.",
        [("dead", "Mark Dole and Jane Fitch")],
    ),
    Passage(
        "Dole and Fitch disagree. He calls",
        "Dole and Fitch disagree. He calls it “theft”; she calls it “justice.”\n\n"
        "Mark Dole and Jane Fitch are senators.",
        [("theft", "Mark Dole"), ("justice", "Jane Fitch")],
    ),
    Passage(
        "The UN’s special envoy for Sudan",
        "The UN’s special envoy for Sudan, Aisha Conteh, warned of “a generation lost.”",
        [("a generation", "Aisha Conteh")],
    ),
    Passage(
        "UN Secretary-General Tomas Reyes’s spokesman, Liam",
        "UN Secretary-General Tomas Reyes’s spokesman, Liam Ford, read out a statement: "
        "“The secretary-general is alarmed.”",
        [("The secretary", "Liam Ford")],
    ),
    Passage(
        "Liam Ford, the spokesman for UN",
        "Liam Ford, the spokesman for UN Secretary-General Tomas Reyes, said he was “alarmed.”",
        [("alarmed", "Liam Ford")],
    ),
    Passage(
        "Alarmed is the word,” said Ford",
        "“Alarmed is the word,” said Ford, speaking for Reyes.\n\n"
        "Liam Ford and Tomas Reyes work at the UN.",
        [("Alarmed", "Liam Ford")],
    ),
    Passage(
        "Ford spoke on behalf of Reyes",
        "Ford spoke on behalf of Reyes, who he said was “too angry to speak.”\n\n"
        "Liam Ford and Tomas Reyes work at the UN.",
        [("too angry", "Liam Ford")],
    ),
    Passage(
        "Reyes, Ford said, was “too angry",
        "Reyes, Ford said, was “too angry to speak.”\n\nLiam Ford and Tomas Reyes work at the UN.",
        [("too angry", "Liam Ford")],
    ),
    Passage(
        "It fell to Ford to deliver",
        "It fell to Ford to deliver the news. “He’s gone,” Ford told staff.\n\n"
        "Liam Ford and Tomas Reyes work at the UN.",
        [("He’s", "Liam Ford")],
    ),
    Passage(
        "Speaking for the first time, the",
        "Speaking for the first time, the girl’s mother, who cannot be named, said she "
        "felt “let down.”",
        [("let down", "the girl’s mother")],
    ),
    Passage(
        "Superintendent Neil Ash, of Kent Police",
        "Superintendent Neil Ash, of Kent Police, said: “This was a cowardly attack.” "
        "Anyone with information should call, he said, “day or night.”",
        [("This was", "Neil Ash"), ("day or", "Neil Ash")],
    ),
    Passage(
        "A post on the band’s Instagram",
        "A post on the band’s Instagram page said: “We love you, Joe.”",
        [("We love", "A post on the band’s Instagram page")],
    ),
    Passage(
        "According to her sister, Beth, Lucy",
        "According to her sister, Beth, Lucy Hahn was “always first out of bed.”",
        [("always", "Beth")],
    ),
    Passage(
        "Lucy Hahn, according to her sister",
        "Lucy Hahn, according to her sister, was “always first out of bed.”",
        [("always", "her sister")],
    ),
    Passage(
        "Ex-minister Lord Tarn told the i",
        "Ex-minister Lord Tarn told the i newspaper it was “daft.”",
        [("daft", "Tarn")],
    ),
    Passage(
        "We have had enough,” chanted the",
        "“We have had enough,” chanted the crowd. A man held up a sign: “Enough.”",
        [("We have", "the crowd"), ("Enough", "A man")],
    ),
    Passage(
        "I’ll think about it,” he said",
        "“I’ll think about it,” he said, then added: “No.”\n\nMark Dole left.",
        [("I’ll", None), ("No", None)],
    ),
    Passage(
        "Sen. Dole said: “I’ll think about",
        "Sen. Dole said: “I’ll think about it.” Then he added, “No.”\n\nMark Dole left.",
        [("I’ll", "Mark Dole"), ("No", "Mark Dole")],
    ),
    Passage(
        "Dr. Ana Sol and Dr. Ben",
        "Dr. Ana Sol and Dr. Ben Sol run the clinic. “It’s tiring,” Ana Sol said. “It’s "
        "fun,” Ben Sol said. “Mostly,” Dr. Sol added.",
        [("It’s t", "Ana Sol"), ("It’s f", "Ben Sol"), ("Mostly", "Ben Sol")],
    ),
]


TURNS = [
    Passage(
        "Amy Cole sued Nina Frost in",
        "Amy Cole sued Nina Frost in March. The case was dismissed. “I’m relieved,” "
        "Frost said. Cole’s lawyer, Ed Vance, said his client was “weighing her "
        "options.” “She isn’t done,” he said.",
        [("I’m rel", "Nina Frost"), ("weighing", "Ed Vance"), ("She isn’t", "Ed Vance")],
    ),
    Passage(
        "David Hart and Paul Stone founded",
        "David Hart and Paul Stone founded the firm. Hart left in 2010. “I’d had "
        "enough,” he says. Stone stayed. “I hadn’t,” he says.",
        [("I’d", "David Hart"), ("I hadn’t", "Paul Stone")],
    ),
    Passage(
        "Emma Reid, who beat Laura Finn",
        "Emma Reid, who beat Laura Finn in the primary, said Finn had been “gracious.” "
        "Finn, in turn, wished her “all the luck in the world.”",
        [("gracious", "Emma Reid"), ("all the", "Laura Finn")],
    ),
    Passage(
        "Prime Minister Anna Holm met King",
        "Prime Minister Anna Holm met King Erik on Tuesday. The king was “in good "
        "spirits,” she told reporters.",
        [("in good", "Anna Holm")],
    ),
    Passage(
        "The actor Sam Ridley married the",
        "The actor Sam Ridley married the singer Cleo James in 2015. She has called him "
        "“my anchor.” He has called her “my storm.”",
        [("my anchor", "Cleo James"), ("my storm", "Sam Ridley")],
    ),
    Passage(
        "Michael Cohen told Congress that Donald",
        "Michael Cohen told Congress that Donald Trump was “a con man.” Trump has called "
        "Cohen “a rat.”",
        [("a con", "Michael Cohen"), ("a rat", "Donald Trump")],
    ),
    Passage(
        "Secretary of State John Marsh flew",
        "Secretary of State John Marsh flew to Cairo. “We’re close,” Marsh said. "
        "Egyptian Foreign Minister Hany Saleh struck a different note: “We’re not.”",
        [("We’re close", "John Marsh"), ("We’re not", "Hany Saleh")],
    ),
    Passage(
        "In an interview with Fox’s Greg",
        "In an interview with Fox’s Greg Hale, Gov. Tim Doyle said he would “fight to the end.”",
        [("fight", "Tim Doyle")],
    ),
    Passage(
        "Gov. Tim Doyle was interviewed by",
        "Gov. Tim Doyle was interviewed by Fox’s Greg Hale. “I’ll fight to the end,” he said.",
        [("I’ll", "Tim Doyle")],
    ),
    Passage(
        "Tim Doyle endorsed Greg Hale on",
        "Tim Doyle endorsed Greg Hale on Monday, calling him “the real deal.” Hale said "
        "he was “honored.”",
        [("the real", "Tim Doyle"), ("honored", "Greg Hale")],
    ),
    Passage(
        "Doyle’s endorsement of Hale as “the",
        "Doyle’s endorsement of Hale as “the real deal” surprised many.\n\n"
        "Tim Doyle is governor. Greg Hale is not.",
        [("the real", None)],
    ),
    Passage(
        "At a rally in Ohio, Doyle’s",
        "At a rally in Ohio, Doyle’s running mate, Lisa Park, led chants of “Four more "
        "years!”\n\n"
        "Tim Doyle is governor.",
        [("Four", None)],
    ),
    Passage(
        "Four more years!” the crowd roared",
        "“Four more years!” the crowd roared as Doyle took the stage.\n\nTim Doyle is governor.",
        [("Four", "the crowd")],
    ),
    Passage(
        "He’s a fighter,” said Doyle supporter",
        "“He’s a fighter,” said Doyle supporter Jim Beck, 58, a welder from Akron.\n\n"
        "Tim Doyle is governor.",
        [("He’s a", "Jim Beck")],
    ),
    Passage(
        "Jim Beck, a Doyle supporter, waited",
        "Jim Beck, a Doyle supporter, waited six hours. “Worth it,” Beck said. His wife, "
        "Carol, was less sure. “My feet hurt,” she said.",
        [("Worth", "Jim Beck"), ("My feet", "Carol")],
    ),
    Passage(
        "FBI Director Owen Shaw said agents",
        "FBI Director Owen Shaw said agents had found “no evidence.” His predecessor, "
        "Walt Lyle, had called the case “open and shut.”",
        [("no evi", "Owen Shaw"), ("open", "Walt Lyle")],
    ),
    Passage(
        "The FBI said it had found",
        "The FBI said it had found “no evidence.” Shaw, its director, said he was "
        "“satisfied.”\n\n"
        "Owen Shaw took over in May.",
        [("no evi", "FBI"), ("satisfied", "Owen Shaw")],
    ),
    Passage(
        "According to court papers filed by",
        "According to court papers filed by prosecutors, Moss told a friend he was "
        "“going to fix her.”\n\n"
        "Craig Moss denies the charge.",
        [("going", "Craig Moss")],
    ),
    Passage(
        "A video shows Moss shouting “Get",
        "A video shows Moss shouting “Get out!” at a woman.\n\nCraig Moss denies the charge.",
        [("Get out", "Craig Moss")],
    ),
    Passage(
        "Get out!” Moss is seen shouting",
        "“Get out!” Moss is seen shouting in the video.\n\nCraig Moss denies the charge.",
        [("Get out", "Craig Moss")],
    ),
    Passage(
        "Police quoted the driver as saying",
        "Police quoted the driver as saying he had “two beers, maybe three.”",
        [("two beers", "the driver")],
    ),
    Passage(
        "The mayor, through a spokesman, said",
        "The mayor, through a spokesman, said she was “saddened.”\n\n"
        "Mayor Lena Ortiz took office in May.",
        [("saddened", "Lena Ortiz")],
    ),
    Passage(
        "Ortiz said through a spokesman, Dale",
        "Ortiz said through a spokesman, Dale Finney, that she was “saddened.”\n\n"
        "Mayor Lena Ortiz took office in May.",
        [("saddened", "Lena Ortiz")],
    ),
    Passage(
        "We believe in the science,” said",
        "“We believe in the science,” said Pfizer CEO Al Bauer, who added: “Period.”",
        [("We believe", "Al Bauer"), ("Period", "Al Bauer")],
    ),
    Passage(
        "Bauer wrote on LinkedIn that he",
        "Bauer wrote on LinkedIn that he was “humbled.” In the comments, one user "
        "replied: “Sure.”\n\n"
        "Al Bauer runs the firm.",
        [("humbled", "Al Bauer"), ("Sure", "one user")],
    ),
    Passage(
        "Coach Dana Pruitt credited assistant Kim",
        "Coach Dana Pruitt credited assistant Kim Ellis for the win. “She drew it up,” "
        "Pruitt said. “I just clapped.” Ellis laughed at that. “She’s being modest,” "
        "Ellis said.",
        [("She drew", "Dana Pruitt"), ("I just", "Dana Pruitt"), ("She’s being", "Kim Ellis")],
    ),
    Passage(
        "Nobody told me,” said Reyes. Nor",
        "“Nobody told me,” said Reyes. Nor, she said, did anyone “bother to ask.”\n\n"
        "Alma Reyes is 40.",
        [("Nobody", "Alma Reyes"), ("bother", "Alma Reyes")],
    ),
    Passage(
        "Economist Paul Kerr of Brandt Bank",
        "Economist Paul Kerr of Brandt Bank wrote: “Rates have peaked.” His counterpart "
        "at Norrsken, Eva Lind, begged to differ: “Not yet.”",
        [("Rates", "Paul Kerr"), ("Not yet", "Eva Lind")],
    ),
    Passage(
        "Several residents said they heard “a",
        "Several residents said they heard “a loud boom.” One, Tess Ward, said it “shook "
        "the fillings out of my teeth.”",
        [("a loud", "Several residents"), ("shook", "Tess Ward")],
    ),
    Passage(
        "The pope said war was “a",
        "The pope said war was “a defeat for all.” Francis, 86, spoke slowly.",
        [("a defeat", "The pope")],
    ),
]

PASSAGES = [
    *POLITICS,
    *BRITISH,
    *SCIENCE,
    *SPORT,
    *BUSINESS,
    *COURTS,
    *INTERVIEWS,
    *OBITUARIES,
    *MARKS,
    *HARDER,
    *EXCHANGES,
    *ARTICLES,
    *MARKS_AND_NAMES,
    *TURNS,
]
