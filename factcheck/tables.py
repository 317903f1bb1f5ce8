"""Every table of the program, imported in one place so that the metadata is whole."""

from sqlmodel import SQLModel

from factcheck.accounts import models as accounts
from factcheck.archive import models as archive
from factcheck.articles import models as articles
from factcheck.audit import models as audit
from factcheck.claims import models as claims
from factcheck.context import models as context
from factcheck.publishing import models as publishing
from factcheck.queueing import models as queueing
from factcheck.tasks import models as tasks
from factcheck.verdicts import models as verdicts

MODULES = (
    accounts,
    archive,
    articles,
    audit,
    claims,
    context,
    publishing,
    queueing,
    tasks,
    verdicts,
)
metadata = SQLModel.metadata
