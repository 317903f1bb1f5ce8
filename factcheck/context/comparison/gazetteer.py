"""Names that are names even at the head of a sentence, where a capital proves nothing."""

from factcheck.context.comparison.wordlist import words

NAMES = frozenset(
    words(
        """
    afghanistan albania algeria angola argentina armenia australia austria azerbaijan
    bangladesh belarus belgium bolivia bosnia brazil britain bulgaria cambodia cameroon
    canada chad chile china colombia congo croatia cuba cyprus czechia denmark ecuador egypt
    england estonia ethiopia europe finland france georgia germany ghana greece haiti
    hungary iceland india indonesia iran iraq ireland israel italy jamaica japan jordan
    kazakhstan kenya korea kosovo kuwait kyrgyzstan laos latvia lebanon libya lithuania
    luxembourg madagascar malawi malaysia mali malta mexico moldova mongolia montenegro
    morocco mozambique myanmar namibia nepal netherlands nicaragua niger nigeria norway
    pakistan palestine panama paraguay peru philippines poland portugal qatar romania russia
    rwanda scotland senegal serbia singapore slovakia slovenia somalia spain sudan sweden
    switzerland syria taiwan tajikistan tanzania thailand tunisia turkey turkmenistan uganda
    ukraine uruguay uzbekistan venezuela vietnam wales yemen zambia zimbabwe america africa
    asia usa uk eu un nato who imf opec russian ukrainian american british french german
    italian spanish polish chinese japanese indian iranian israeli palestinian turkish greek
    dutch swedish norwegian danish finnish european african canadian australian mexican
    brazilian russians ukrainians americans germans italians israelis palestinians europeans
    democrats republicans conservatives democrat republican moscow kyiv washington london
    paris berlin brussels beijing tokyo delhi rome madrid warsaw vienna athens ankara tehran
    jerusalem geneva budapest prague bucharest helsinki oslo stockholm copenhagen dublin
    lisbon cairo nairobi lagos hamas hezbollah kremlin putin zelensky biden trump obama
    clinton harris macron scholz merkel sunak starmer johnson erdogan netanyahu modi trudeau
    meloni orban rutte stoltenberg merz xi
    """
    )
)
