"""What a fetch can end in besides an answer.

A person outside must not be able to map the inner network with our messages: an address that is
not allowed, a name that does not resolve and a server that does not answer therefore share one
reason and one sentence. What really happened stands in the log line only.
"""

from factcheck.errors import FactcheckError, Unavailable
from factcheck.language import gettext as _
from factcheck.messages import marked

UNREACHABLE = "address"

SENTENCES = {
    UNREACHABLE: marked("This address could not be reached. Check it, or try again later."),
    "url": marked("This is not a web address. It must begin with http:// or https://."),
    "scheme": marked("Only addresses that begin with http:// or https:// are fetched."),
    "userinfo": marked(
        "An address with a user name or password in it is not fetched. Remove that part."
    ),
    "host": marked("The host name in this address is not valid. Check its spelling."),
    "port": marked("Only the usual web ports are fetched. Remove the port from the address."),
    "length": marked("This address is too long. At most 2,048 characters are allowed."),
    "redirect": marked(
        "The page redirects too often, in a circle, or to an unsafe place. Give the final address."
    ),
    "size": marked("The page is too large to be fetched. Save its text and add that instead."),
    "ratio": marked("The page expands too much when unpacked and is not read."),
    "encoding": marked("The page is compressed in a way that is not read."),
    "headers": marked("The server's answer has too many or too large headers."),
    "time": marked("The page took too long. Try again later."),
    "type": marked(
        "The page is not of a kind that is read here. Give a web page, a text or a feed."
    ),
    "protocol": marked("The server's answer is not valid HTTP. Try again later."),
    "status": marked(
        "The server did not give out the page. Check the address, or try again later."
    ),
    "memory": marked("The page needs too much memory or time to be read. Add its text instead."),
}


class Refused(FactcheckError):
    """We will not fetch this, or we stopped fetching it.

    `reason` is a stable code, a key of `SENTENCES`. `detail` says what really happened; it is for
    the log and must not be shown to the person who asked.
    """

    code = "refused"

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(_(SENTENCES[reason]))
        self.reason = reason
        self.detail = detail


class FetchFailed(Unavailable):
    """The address may be fetched, but it gave no usable answer; another try may succeed.

    `status` is the HTTP status when the server answered with one (400 or more), else None;
    `retry_after` the seconds that it asked us to wait, else None. `reason` and `detail` are as in
    `Refused`, with the same sentences.
    """

    def __init__(
        self,
        reason: str,
        detail: str = "",
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(_(SENTENCES[reason]))
        self.reason = reason
        self.detail = detail
        self.status = status
        self.retry_after = retry_after
