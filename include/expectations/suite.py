"""The one place that runs Great Expectations. Its results hold the values that failed, so they never leave here."""

from __future__ import annotations

import itertools
import logging
import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from include.expectations.rules import Rule


@dataclass(frozen=True)
class Outcome:
    """What one rule found in one table.

    Attributes:
        ran: false when the rule could not be applied.
        success: the expectation was met.
        checked: rows about which the rule says something.
        rows: `_row` of each row that failed (row-level rules).

    """

    ran: bool
    success: bool
    checked: int
    rows: npt.NDArray[np.int64]


_NONE = np.array([], dtype="int64")
_COULD_NOT_RUN = Outcome(ran=False, success=False, checked=0, rows=_NONE)
# Set here because a result format inside an expectation is ignored. Rows are named by `_row`, not by pandas' index.
_RESULT_FORMAT = {"result_format": "COMPLETE", "unexpected_index_column_names": ["_row"]}


@contextmanager
def suites() -> Iterator[Suites]:
    """Great Expectations ready to validate tables, holding nothing of them afterwards."""
    # Before the import: it is read then. Nothing about an extract is sent to anyone.
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    # Its log records can quote values.
    logging.getLogger("great_expectations").setLevel(logging.CRITICAL + 1)
    import great_expectations as gx

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}  # type: ignore[assignment]  # what its own reader wants
    try:
        yield Suites(context)
    finally:
        # The library keeps the last context, and with it results and batches: give it an empty one to keep.
        gx.get_context(mode="ephemeral")


class Suites:
    """A context in memory that validates one table after the other."""

    def __init__(self, context: Any) -> None:
        self._context = context
        self._source = context.data_sources.add_pandas("extract")
        self._times = itertools.count(1)

    def run(
        self, table: str, batch: pd.DataFrame, rules: Sequence[Rule], values: dict[str, Any]
    ) -> dict[str, Outcome]:
        """Run all rules of one table.

        Args:
            table: case table; names the suite.
            batch: rows with `_row`, and the helper column of each rule with a check.
            rules: rules to run.
            values: what `$name` in their arguments stands for.

        Returns:
            Outcome of every rule by its id. Never a value of the batch, also when Great Expectations fails.

        """
        import great_expectations as gx
        import great_expectations.expectations as gxe

        if not rules:
            return {}
        # A table is looked at more than once; the context wants a name for each time.
        name = f"{table} {next(self._times)}"
        asset = self._source.add_dataframe_asset(name)
        suite = gx.ExpectationSuite(
            name=name,
            expectations=[
                getattr(gxe, rule.expectation)(
                    **{name: _zoned(value) for name, value in rule.arguments(values).items()},
                    severity=rule.severity,
                    meta={"rule_id": rule.id, "policy": rule.policy, "owner": rule.owner, "sen2": rule.sen2},
                )
                for rule in rules
            ],
        )
        definition = self._context.validation_definitions.add(
            gx.ValidationDefinition(
                name=name,
                data=asset.add_batch_definition_whole_dataframe("whole"),
                suite=self._context.suites.add(suite),
            )
        )
        outcomes = dict.fromkeys((rule.id for rule in rules), _COULD_NOT_RUN)
        # The text of an error may quote the batch, so it goes no further: the rules are told to have no outcome.
        with suppress(Exception), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = definition.run(
                batch_parameters={"dataframe": _comparable(batch)}, result_format=_RESULT_FORMAT
            )
            by_rule: list[Any] = result.results
            outcomes |= {r.expectation_config.meta["rule_id"]: _outcome(r, len(batch)) for r in by_rule}
        return outcomes


def _comparable(batch: pd.DataFrame) -> pd.DataFrame:
    """Days and numbers in the types that the library compares as whole columns; others it takes value by value."""
    zoned = {str(n): batch[n].dt.tz_localize("UTC") for n, d in batch.dtypes.items() if d == "datetime64[us]"}
    floats = {
        str(n): batch[n].astype("float64") for n, d in batch.dtypes.items() if d in ("Int64", "Float64")
    }
    return batch.assign(**zoned, **floats)


def _zoned(value: Any) -> Any:
    return value.tz_localize("UTC") if isinstance(value, pd.Timestamp) else value


def _outcome(result: Any, rows: int) -> Outcome:
    found = result.result
    if not found:
        return _COULD_NOT_RUN
    failed = np.array([entry["_row"] for entry in found.get("unexpected_index_list") or ()], dtype="int64")
    return Outcome(
        ran=True,
        success=bool(result.success),
        checked=rows - int(found.get("missing_count") or 0),
        rows=np.sort(failed),
    )
