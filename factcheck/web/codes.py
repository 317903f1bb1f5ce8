"""Codes as people read them: states, verbs, kinds and the like, each in its own context.

English writes a code as it is, with blanks for underscores. Another language may need several words
for one of ours (a task is ready, a report is ready), which is why each kind is a context.
"""

from factcheck.audit.log import SYSTEM
from factcheck.language import code_in_words, pgettext, translated
from factcheck.messages import marked_in
from factcheck.publishing.readers import READER
from factcheck.publishing.reasons import FELL_DUE
from factcheck.tasks.adding import MISTAKE
from factcheck.tasks.changes import REASONS as CHANGED
from factcheck.tasks.due import ITS_DAY
from factcheck.tasks.marks import SKIP_REASONS
from factcheck.tasks.service import DISMISS_REASONS
from factcheck.verdicts.scales import SHIPPED
from factcheck.verdicts.wording import PLEASE

# What the catalogue takes in. `words` needs no table: it asks for the code's words in its context.
CODES = (
    marked_in("state", "queued"),
    marked_in("state", "gathering"),
    marked_in("state", "ready"),
    marked_in("state", "snoozed"),
    marked_in("state", "in review"),
    marked_in("state", "submitted"),
    marked_in("state", "returned"),
    marked_in("state", "approved"),
    marked_in("state", "dismissed"),
    marked_in("state", "duplicate"),
    marked_in("state", "retracted"),
    marked_in("verb", "context gathered"),
    marked_in("verb", "dismiss"),
    marked_in("verb", "mark duplicate"),
    marked_in("verb", "snooze"),
    marked_in("verb", "wake"),
    marked_in("verb", "take"),
    marked_in("verb", "release"),
    marked_in("verb", "recuse"),
    marked_in("verb", "lease expired"),
    marked_in("verb", "submit"),
    marked_in("verb", "withdraw"),
    marked_in("verb", "request changes"),
    marked_in("verb", "second opinion"),
    marked_in("verb", "approve"),
    marked_in("verb", "correct"),
    marked_in("verb", "recheck due"),
    marked_in("verb", "retract"),
    marked_in("verb", "reopen"),
    marked_in("verb", "undo"),
    marked_in("verb", "opened"),
    marked_in("verb", "flagged"),
    marked_in("verb", "flag resolved"),
    marked_in("verb", "noted"),
    marked_in("verb", "pinned"),
    marked_in("verb", "unpinned"),
    marked_in("verb", "skipped"),
    marked_in("verb", "article released"),
    marked_in("verb", "context requested"),
    marked_in("verb", "context stored"),
    marked_in("verb", "suggestion shown"),
    marked_in("verb", "article withdrawn"),
    marked_in("verb", "article changed"),
    marked_in("verb", "tagged"),
    marked_in("verb", "untagged"),
    marked_in("verb", "evidence changed"),
    marked_in("verb", "claim changed"),
    marked_in("verb", "statement written"),
    marked_in("verb", "described"),
    marked_in("type", "prediction"),
    marked_in("type", "pledge"),
    marked_in("type", "statistic"),
    marked_in("type", "comparison"),
    marked_in("type", "ranking"),
    marked_in("type", "causal"),
    marked_in("type", "legal"),
    marked_in("type", "event"),
    marked_in("type", "voting record"),
    marked_in("type", "public opinion"),
    marked_in("type", "definition"),
    marked_in("type", "personal"),
    marked_in("type", "opinion"),
    marked_in("type", "other"),
    marked_in("type", "quote"),
    marked_in("type", "no kind"),
    marked_in("run", "found"),
    marked_in("run", "nothing"),
    marked_in("run", "failed"),
    marked_in("run", "waiting"),
    marked_in("delivery", "waiting"),
    marked_in("delivery", "delivered"),
    marked_in("delivery", "failed"),
    marked_in("difference", "spelling"),
    marked_in("difference", "removed"),
    marked_in("difference", "number"),
    marked_in("difference", "unit"),
    marked_in("difference", "date"),
    marked_in("difference", "name"),
    marked_in("difference", "negation"),
    marked_in("difference", "modal"),
    marked_in("difference", "condition"),
    marked_in("difference", "quantifier"),
    marked_in("difference", "direction"),
    marked_in("difference", "opposite"),
    marked_in("difference", "actor"),
    marked_in("difference", "wording"),
    marked_in("notice", "under correction"),
    marked_in("notice", "retracted"),
    marked_in("need", "reason"),
    marked_in("need", "of"),
    marked_in("need", "until"),
    marked_in("need", "rating"),
    marked_in("need", "rationale"),
    marked_in("need", "field"),
    marked_in("role", "reader"),
    marked_in("role", "public"),
    marked_in("role", "command line"),
    marked_in("role", "a reader"),
    marked_in("role", "reviewer"),
    marked_in("role", "editor"),
    marked_in("role", "admin"),
    marked_in("role", "system"),
    marked_in("stance", "supports"),
    marked_in("stance", "undermines"),
    marked_in("stance", "context"),
    marked_in("confidence", "low"),
    marked_in("confidence", "mid"),
    marked_in("confidence", "high"),
    marked_in("field", "evidence"),
    marked_in("field", "wording"),
    marked_in("field", "rating"),
    marked_in("field", "quote"),
    marked_in("field", "speaker"),
    marked_in("field", "legal"),
    marked_in("field", "rationale"),
    marked_in("field", "confidence"),
    marked_in("field", "day to look again"),
    marked_in("request", "open"),
    marked_in("request", "accepted"),
    marked_in("request", "declined"),
    marked_in("speaker", "person"),
    marked_in("speaker", "body"),
    marked_in("speaker", "document"),
    marked_in("speaker", "unnamed"),
    marked_in("nonquote", "scare quote"),
    marked_in("nonquote", "title"),
    marked_in("nonquote", "handle"),
    marked_in("nonquote", "embed"),
    marked_in("nonquote", "nickname"),
    marked_in("nonquote", "stage direction"),
    marked_in("kind", "rss"),
    marked_in("kind", "atom"),
    marked_in("kind", "sitemap"),
    marked_in("kind", "ninjs"),
    marked_in("kind", "wordpress"),
    marked_in("finding", "database"),
    marked_in("finding", "queue"),
    marked_in("finding", "worker"),
    marked_in("finding", "jobs"),
    marked_in("finding", "clock"),
    marked_in("finding", "archive"),
    marked_in("finding", "disk"),
    marked_in("finding", "files"),
)


# Reasons that the program offers or gives by itself. What people write is not among them.
REASONS = frozenset(
    {*DISMISS_REASONS, *SKIP_REASONS, *CHANGED.values(), FELL_DUE, ITS_DAY, PLEASE, MISTAKE}
)


def words(code: str | None, kind: str) -> str:
    """A code of a kind in the reader's words; nothing for none."""
    return code_in_words(code, kind) if code else ""


def reason_in_words(reason: str) -> str:
    """A reason as it is kept: one of ours, perhaps with a person's words after it, or theirs alone.

    Their words stay as they were written.
    """
    ours, colon, theirs = reason.partition(": ")
    return f"{pgettext('reason', ours)}{colon}{theirs}" if ours in REASONS else reason


# Who acts when nobody does, as the log names them.
NOBODY = frozenset({SYSTEM.name, READER.name, "command line"})


def actor_in_words(name: str) -> str:
    """Who did something: a person by their name, the program in the reader's words."""
    return code_in_words(name, "role") if name in NOBODY else name


def rating_in_words(code: str) -> str:
    """A rating by its code, of whatever scale it is."""
    labels = (step.label for scale in SHIPPED for step in scale.ratings if step.code == code)
    return translated(next(labels, code.replace("_", " ")))
