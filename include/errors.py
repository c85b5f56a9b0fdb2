"""Errors whose text is written for people.

Every failure that a data officer or an on-call engineer can act on is a `SendError`. Its message says what is wrong,
where (file or table, row, column), and what to do. It never holds a child's name, number, date of birth or postcode.
"""

import traceback


class SendError(Exception):
    """Base of all errors that people are meant to read. `str(error)` is the whole message."""


class ConfigError(SendError):
    """A setting or a file under `config/` is missing or wrong. Re-running will not help until it is put right."""


class SourceError(SendError):
    """The case-management source was reached but what it gave cannot be used (table, column or file missing)."""


class SourceUnavailable(SourceError):
    """The source could not be reached. Trying again later may help."""


class SourceUnfinished(SourceError):
    """A file of the source is missing: its export may not have ended. Trying again later may help."""


class GateStopped(SendError):
    """Validation found the extract unfit to replace yesterday's figures. Nothing was replaced."""


class LakeError(SendError):
    """A lake partition is missing, incomplete or does not match its manifest."""


class LakeUnavailable(LakeError):
    """The lake could not be written: no space, or no answer. Trying again later may help."""


class WarehouseError(SendError):
    """The warehouse refused a load. Everything it held before is still there."""


class WarehouseUnavailable(WarehouseError):
    """The warehouse could not be reached. Trying again later may help."""


class NotYet(SendError):
    """What a step needs is not there yet; trying again later may help."""


class ReportError(SendError):
    """A report cannot be made, or must not be published."""


class NotOfThatDay(SendError):
    """What the source shows is not the state of the day asked for. Nothing was written."""


def without_message(error: BaseException) -> str:
    """Type of an exception and the lines of code that it passed through.

    Its own message is left out: that of a library may quote the row on which it failed, and so a child's record.
    """
    lines = "".join(traceback.format_tb(error.__traceback__))
    return f"{type(error).__name__}, its message withheld because it may quote a child's record\n{lines}".rstrip()
