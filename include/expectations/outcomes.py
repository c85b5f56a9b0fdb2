"""What one rule found in one table, be it applied by Great Expectations or by us, and what is told of it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from include.model import MARTS

Rows = npt.NDArray[np.int64]
NO_ROWS: Rows = np.array([], dtype="int64")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What one rule found in one table.

    Attributes:
        ran: false when the rule could not be applied.
        success: the rule was met.
        checked: rows about which the rule says something.
        rows: `_row` of each row that failed, ascending (row-level rules).

    """

    ran: bool
    success: bool
    checked: int
    rows: Rows = field(default_factory=NO_ROWS.copy)


def could_not_run(rule_id: str, why: str) -> Outcome:
    """Outcome of a rule that could not be applied; the log says where it failed.

    Args:
        rule_id: the rule.
        why: type of the exception and lines of code, as `without_message` gives them: never a value of the data.

    """
    log.error("Rule %s could not be applied: %s", rule_id, why)
    return Outcome(ran=False, success=False, checked=0)


@dataclass(frozen=True)
class Result:
    """What is told of one rule in one table: a row of `dq.validation_result` less the run's columns."""

    rule_id: str
    table_name: str
    column_name: str | None
    severity: str
    policy: str
    rows_checked: int
    rows_failed: int
    passed: bool
    message: str

    @property
    def percent_failed(self) -> float | None:
        """Of the rows checked; None where there are none."""
        return 100 * self.rows_failed / self.rows_checked if self.rows_checked else None


def as_rows(results: Iterable[Result]) -> pd.DataFrame:
    """Results as rows of `dq.validation_result` less the run's columns."""
    dtypes = MARTS["dq"]["validation_result"].own_dtypes
    rows = [asdict(result) | {"percent_failed": result.percent_failed} for result in results]
    return pd.DataFrame(rows, columns=list(dtypes)).astype(dtypes)
