"""What a failure of PostgreSQL means, in words: what happened and what to do, without the server's own text.

That text quotes values of the rows it refused. Codes are PostgreSQL's
(https://www.postgresql.org/docs/18/errcodes-appendix.html); a connection that never came about has none, and is told
by the driver's words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import psycopg


@dataclass(frozen=True)
class Cause:
    """What happened. `again`: whether trying again may help."""

    happened: str
    remedy: str
    again: bool


_BUSY = Cause(
    "has no connection left", "Close some, or raise its max_connections; then run this again.", True
)
_STARTING = Cause(
    "is starting or shutting down", "Wait until it takes connections, then run this again.", True
)
_PASSWORD = Cause("did not let us in", "Check user and password in {setting}.", False)
_READ_ONLY = Cause(
    "takes no changes: it is a standby, or was set read-only",
    "Name the server that takes changes in {setting}.",
    False,
)
_DISK = Cause("has no disk space left", "Make room on the server's disk, then run this again.", True)
_ENDED = Cause(
    "ended the connection: somebody ended its process (pg_terminate_backend) while the server stayed up",
    "Ask who did and why, then run this again.",
    True,
)
_SHUT_DOWN = Cause(
    "ended the connection: the server was shut down", "Start it, or wait until it is up again.", True
)
_LOST = Cause(
    "broke off: the server's process died, or the network between us",
    "See the server's log, then run this again.",
    True,
)
_CRASHED = Cause(
    "broke off: another process of the server crashed and took the rest along",
    "See the server's log, then run this again.",
    True,
)
_REFUSED = Cause(
    "cannot be reached: nothing listens there", "Check that the server is up, and its port.", True
)
_NO_NAME = Cause("cannot be reached: its name is not known here", "Check the host in {setting}.", True)
_NO_ANSWER = Cause(
    "cannot be reached: it does not answer in time", "Check network and firewall between us.", True
)
_NO_SOCKET = Cause("cannot be reached: there is no such socket", "Check that the server is up.", True)
_UNREACHABLE = Cause(
    "cannot be reached",
    "Check that the server is up and that this machine may connect to it.",
    True,
)
_NOT_OURS = Cause(
    "did not let us in: its pg_hba.conf has no line for this user from this machine, or wants TLS",
    "Have one added, or check user and sslmode in {setting}.",
    False,
)
_NO_DATABASE = Cause(
    "did not let us in: there is no such database", "Check the database's name in {setting}.", False
)
_NO_USER = Cause("did not let us in: there is no such user", "Check the user in {setting}.", False)

BY_CODE = {
    "57P02": _CRASHED,
    "57P03": _STARTING,
    "57P04": Cause("broke off: the database was dropped", "Have it made again, then run the migration.", False),
    "57P05": Cause(
        "broke off: the server ends idle sessions sooner than a step lasts",
        "Raise its idle_session_timeout.",
        True,
    ),
    "25P03": Cause(
        "broke off: the server ends transactions that pause sooner than a step lasts",
        "Raise its idle_in_transaction_session_timeout for this user.",
        True,
    ),
    "25P04": Cause(
        "broke off: the server ends transactions sooner than a step lasts",
        "Raise its transaction_timeout for this user.",
        True,
    ),
    "53100": _DISK,
    "53200": Cause("has no memory left", "Lower its load or give it more, then run this again.", True),
    "53300": _BUSY,
    "58030": Cause("could not read or write its disk", "See the server's log and its disk.", True),
    "25006": _READ_ONLY,
    "28P01": _PASSWORD,
    "28000": _NOT_OURS,
    "3D000": _NO_DATABASE,
    "08006": _LOST,
    "08003": _LOST,
    "08001": _UNREACHABLE,
    "08004": _NOT_OURS,
}  # fmt: skip

# In this order: a name that is not known is also a connection that failed.
_BY_WORDS = [
    (r"authentication failed|no password supplied|password authentication", _PASSWORD),
    (r"database .* does not exist", _NO_DATABASE),
    (r"(role|user) .* does not exist", _NO_USER),
    (r"pg_hba|SSL (connection )?is required|server does not support SSL|not permitted to log in", _NOT_OURS),
    (r"permission denied for database", _NOT_OURS),
    (r"too many clients|too many connections|connection slots are reserved|remaining connection slots", _BUSY),
    (r"starting up|shutting down|recovery mode|not yet accepting", _STARTING),
    (r"terminating connection due to administrator command", _ENDED),
    (r"crash of another server process", _CRASHED),
    (r"No space left|could not extend file", _DISK),
    (r"server closed the connection|connection has been closed|reset by peer|Broken pipe|is lost|EOF detected", _LOST),
    (r"translate host name|not known|name resolution|getaddrinfo|No address associated|resolve host", _NO_NAME),
    (r"timeout expired|timed out|timeout|No route to host|unreachable", _NO_ANSWER),
    (r"No such file or directory", _NO_SOCKET),
    (r"Connection refused", _REFUSED),
]  # fmt: skip


def cause_of(error: BaseException | None, *, server_is_up: bool) -> Cause | None:
    """What a failure means when it is about the connection or the server; None when a statement was refused.

    Args:
        error: the driver's.
        server_is_up: whether the server takes connections after it: a session that an administrator ended and one
            that a shutdown ended have the same code.

    """
    if not isinstance(error, psycopg.Error):
        return None
    code = error.sqlstate
    if code in BY_CODE:
        return BY_CODE[code]
    if code == "57P01":
        return _ENDED if server_is_up else _SHUT_DOWN
    if code is not None or not isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return None
    said = str(error)
    by_words = next((cause for pattern, cause in _BY_WORDS if re.search(pattern, said, re.I)), _UNREACHABLE)
    return _SHUT_DOWN if by_words is _ENDED and not server_is_up else by_words
