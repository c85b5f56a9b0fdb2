"""What one rule found in one table, applied by Great Expectations (`suite`) or by a function of ours (`checks`)."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

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
