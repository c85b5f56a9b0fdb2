"""The one place that runs Great Expectations. Its results hold the values that failed, so they never leave here."""

from __future__ import annotations

import itertools
import logging
import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from include.errors import without_message
from include.expectations.outcomes import Outcome, could_not_run
from include.expectations.rules import Rule
from include.imports import put_off
from include.memory import to_stay

if TYPE_CHECKING:
    from great_expectations import ExpectationSuite

# Set for a whole run because a result format inside an expectation is ignored. Rows are named by `_row`, not by
# pandas' index.
ROWS = {"result_format": "COMPLETE", "unexpected_index_column_names": ["_row"]}


@contextmanager
def suites() -> Iterator[Suites]:
    """Great Expectations ready to validate tables, holding nothing of them afterwards."""
    # Before the import: it is read then. Nothing about an extract is sent to anyone.
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    # Its log records can quote values.
    logging.getLogger("great_expectations").setLevel(logging.CRITICAL + 1)
    # Two thirds of its import are modules for what no rule of ours does: charts, distributions, schemas of JSON.
    with put_off("altair", "jsonschema", "scipy.stats"), to_stay():
        import great_expectations as gx

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}  # type: ignore[assignment]  # what its own reader wants
    try:
        with _set_up_once():
            yield Suites(context)
    finally:
        # The library keeps the last context, and with it results and batches: give it an empty one to keep.
        gx.get_context(mode="ephemeral")


@contextmanager
def _set_up_once() -> Iterator[None]:
    """Spare Great Expectations 1.24 what it does again and again for each rule, with the same result.

    It makes an expectation's configuration some 70 times and an expectation of that nine times: each keeps the other.
    It names metrics by their arguments as JSON: texts and nothing, which most are, are taken as they stand. It hashes
    all values of a batch to name what it holds, which nobody asks.
    """
    from great_expectations.core import id_dict
    from great_expectations.execution_engine import pandas_execution_engine
    from great_expectations.expectations.expectation import Expectation
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

    with (
        _replaced(Expectation, "configuration", lambda made: property(_kept(made.fget))),
        _replaced(ExpectationConfiguration, "to_domain_obj", _kept),
        _replaced(id_dict, "convert_to_json_serializable", _as_json),
        _replaced(pandas_execution_engine, "hash_pandas_dataframe", lambda hashed: lambda frame: ""),
    ):
        yield


@contextmanager
def _replaced(owner: Any, name: str, replacement_of: Callable[[Any], Any]) -> Iterator[None]:
    original = vars(owner)[name]
    setattr(owner, name, replacement_of(original))
    try:
        yield
    finally:
        setattr(owner, name, original)


def _kept(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The function, called once for each thing that it is asked about."""
    results: dict[int, tuple[Any, Any]] = {}

    def keeping(thing: Any) -> Any:
        if id(thing) not in results:
            results[id(thing)] = thing, function(thing)  # itself too, so that no other gets its number
        return results[id(thing)][1]

    return keeping


def _as_json(convert: Callable[..., Any]) -> Callable[..., Any]:
    def converted(data: dict[str, Any]) -> dict[str, Any]:
        return {k: v if v is None or _is_texts(v) else convert(data=v) for k, v in data.items()}

    return converted


def _is_texts(value: Any) -> bool:
    return type(value) is str or (type(value) is list and all(type(each) is str for each in value))


def suite_of(table: str, rules: Iterable[Rule], values: dict[str, Any]) -> ExpectationSuite:
    """Suite of the rules of a table that are expectations; those with a check are not in it.

    Any Great Expectations runs it over the table with its columns as `comparable` gives them.

    Args:
        table: case table; names the suite.
        rules: rules of the table.
        values: what `$name` in their arguments stands for.

    """
    import great_expectations as gx
    import great_expectations.expectations as gxe

    return gx.ExpectationSuite(
        name=table,
        expectations=[
            getattr(gxe, rule.expectation)(
                **{name: _zoned(value) for name, value in rule.arguments(values).items()},
                severity=rule.severity,
                meta={"rule_id": rule.id, "policy": rule.policy, "owner": rule.owner, "sen2": rule.sen2},
            )
            for rule in rules
            if rule.expectation
        ],
    )


class Suites:
    """A context in memory that validates one table after the other."""

    def __init__(self, context: Any) -> None:
        # One definition serves all tables, for each is handed over as a batch: to add an asset costs as much as to
        # apply four rules.
        asset = context.data_sources.add_pandas("extract").add_dataframe_asset("table")
        self._tables = asset.add_batch_definition_whole_dataframe("whole")

    def run(
        self, table: str, frame: pd.DataFrame, rules: Sequence[Rule], values: dict[str, Any]
    ) -> dict[str, Outcome]:
        """Apply all rules of one table that are expectations.

        First each is only asked whether it holds, which is much cheaper than to list what breaks it. Those that do not
        hold are then asked for their rows.

        Args:
            table: case table; names the suite.
            frame: its rows: the columns that are held, and `_row`.
            rules: rules to apply.
            values: what `$name` in their arguments stands for.

        Returns:
            Outcome of every rule by its id. Never a value of the frame, also when Great Expectations fails.

        """
        if not rules:
            return {}
        batch = self._tables.get_batch({"dataframe": comparable(frame)})
        answers = _ask(batch, table, rules, values, "BOOLEAN_ONLY")
        broken = [r for r in rules if r.policy != "stop" and r.id in answers and _fails(answers[r.id])]
        answers |= _ask(batch, table, broken, values, ROWS)
        return {rule.id: _outcome(rule, frame, answers.get(rule.id)) for rule in rules}


def _ask(
    batch: Any, table: str, rules: Sequence[Rule], values: dict[str, Any], result_format: Any
) -> dict[str, Any]:
    """Results of rules by their id. Of a rule that could not be applied: why, less what its error says."""
    if not rules:
        return {}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            answer = batch.validate(suite_of(table, rules, values), result_format=result_format)
    except Exception as error:
        # Not one rule's own error, which a result would tell. By itself each shows whether it is the one.
        if len(rules) == 1:
            return {rules[0].id: without_message(error)}
        alone = [_ask(batch, table, [rule], values, result_format) for rule in rules]
        return {rule_id: result for each in alone for rule_id, result in each.items()}
    return {result.expectation_config.meta["rule_id"]: _raised(result) or result for result in answer.results}


def _fails(result: Any) -> bool:
    return not isinstance(result, str) and not result.success


def _raised(result: Any) -> str | None:
    """Why an expectation could not be applied: type of the error and lines of code, nothing else of its text."""
    info = result.exception_info
    failures = [info] if "raised_exception" in info else list(info.values())
    for failure in failures:
        if failure["raised_exception"]:
            return without_message_of(failure["exception_traceback"])
    return None


def without_message_of(text: str) -> str:
    """A printed traceback up to the end of its first error's type; the message and all that follows are left out."""
    frames = itertools.takewhile(lambda line: line.startswith("  "), text.splitlines()[1:])
    lines = list(frames)
    kind = next(iter(text.splitlines()[1 + len(lines) :]), "Error").partition(":")[0]
    return "\n".join([f"{kind}, its message withheld because it may quote a child's record", *lines])


def _outcome(rule: Rule, frame: pd.DataFrame, result: Any) -> Outcome:
    if result is None or isinstance(result, str):
        return could_not_run(rule.id, result or "Great Expectations gave no result for it")
    listed = result.result.get("unexpected_index_list") or ()
    failed = np.array([entry["_row"] for entry in listed], dtype="int64")
    return Outcome(True, bool(result.success), _checked(rule, frame), np.sort(failed))


def _checked(rule: Rule, frame: pd.DataFrame) -> int:
    """Rows about which an expectation says something: as the library, all but those that lack the values it needs."""
    if rule.compares_columns:
        return int(frame[[rule.kwargs["column_A"], rule.kwargs["column_B"]]].notna().all(axis=1).sum())
    if rule.column is None or rule.wants_values:
        return len(frame)
    return int(frame[rule.column].count())


def comparable(frame: pd.DataFrame) -> pd.DataFrame:
    """Days and numbers in the types that the library compares as whole columns; others it takes value by value."""
    zoned = {str(n): frame[n].dt.tz_localize("UTC") for n, d in frame.dtypes.items() if d == "datetime64[us]"}
    floats = {
        str(n): frame[n].astype("float64") for n, d in frame.dtypes.items() if d in ("Int64", "Float64")
    }
    return frame.assign(**zoned, **floats)


def _zoned(value: Any) -> Any:
    return value.tz_localize("UTC") if isinstance(value, pd.Timestamp) else value
