"""How long do the rules take, beside the same rules written by hand in pandas, and how do they grow with the extract?

    python -m benchmarks.validation [--la-code 382] [--first-year 2015] [--dirt 0.02] [--scales 1 3] [--england]

One SYNTHETIC council is made and, for a scale above 1, repeated under other identifiers. Every scale runs in a process
of its own, so that its peak memory is its own. Then all rules are applied to the council both ways in one process: both
must find the same rows. `--england` validates as many such councils as hold England's plans, each as an extract of its
own as the pipeline does, two at a time. Seconds depend on the machine; the ratios are what to compare.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa

from benchmarks.record import record
from include import synthetic
from include.expectations import GateConfig, ParsedTable, checks, parse, validate
from include.expectations.outcomes import Rows
from include.expectations.rules import Rule, rules
from include.expectations.suite import Suites, suites
from include.model import TABLES

DAY = date(2026, 3, 15)
# Maintained plans in England as the requirement puts them.
ENGLAND = 720_000
VALUES = {"extract_date": pd.Timestamp(DAY), "min_rows": 1, "least_rows": 0}


def main() -> None:
    """Read the options; run each scale in a fresh process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--la-code", default="382")
    parser.add_argument("--first-year", type=int, default=2015)
    parser.add_argument("--scales", type=int, nargs="*", default=[1, 3])
    parser.add_argument("--dirt", type=float, default=0.02)
    parser.add_argument("--england", action="store_true")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        measure(options.la_code, options.first_year, options.one)
        return
    if options.england:
        england(options.la_code, options.first_year)
        return
    command = [sys.executable, "-m", "benchmarks.validation", "--la-code", options.la_code]
    command += ["--first-year", str(options.first_year)]
    for scale in options.scales:
        subprocess.run([*command, "--one", str(scale)], check=True)
    # Rutland is the smallest county: of its night what a rule costs whatever the number of rows is the most.
    sizes = {"a small council": ("857", 2022), "this council": (options.la_code, options.first_year)}
    seen = {size: compare(extract(*council, 1, options.dirt)) for size, council in sizes.items()}
    ratios = {
        f"{what} / by hand, {size}": told[f"{name}_to_by_hand"]
        for size, told in seen.items()
        for name, what in (("rules", "rules"), ("validate", "the whole step"))
    }
    record("validation", ratios, at_most={"rules / by hand, this council": 3}, seen=seen)


def extract(la_code: str, first_year: int, scale: int, dirt: float = 0.0) -> dict[str, ParsedTable]:
    """A parsed extract of `scale` equal councils, with a share of its rows spoiled."""
    council = synthetic.generate(la_code, first_year, DAY, seed=0, dirt=dirt)
    return {name: parse(name, _received(name, frame, scale)) for name, frame in council.as_text.items()}


def _received(name: str, frame: pd.DataFrame, scale: int) -> pa.Table:
    model = TABLES[name].columns
    text = {c: frame[c].astype("str") for c in frame.columns if c in model}
    once = pa.table({c: pa.array(v, pa.string(), from_pandas=True) for c, v in text.items()})
    copies = []
    for copy in range(scale):
        table = once
        for column in model.values():
            # Codes and days stay; whatever names a record gets another name in each copy.
            if copy and (column.type == "id" or column.name in TABLES[name].key) and column.name in text:
                if column.codeset or column.type == "date":
                    continue
                place = table.column_names.index(column.name)
                renamed = text[column.name].where(text[column.name].isna(), text[column.name] + f"x{copy}")
                renamed_array = pa.array(renamed, pa.string(), from_pandas=True)
                table = table.set_column(place, column.name, renamed_array)
        copies.append(table)
    whole = pa.concat_tables(copies)
    return whole.append_column("_row", pa.array(np.arange(1, whole.num_rows + 1)))


def measure(la_code: str, first_year: int, scale: int) -> None:
    """Validate one extract and print rows, seconds and peak memory."""
    parsed = extract(la_code, first_year, scale)
    rows = sum(len(table.frame) for table in parsed.values())
    plans = int(parsed["plan"].frame["cease_date"].isna().sum())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began = time.perf_counter()
    found = validate(parsed, set(TABLES) - set(parsed), DAY, GateConfig(max_quarantined_percent=100), None)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"scale {scale}: {rows:,} rows, {plans:,} live plans, {len(found.results)} rules: {seconds:.1f} s, "
        f"{1e6 * seconds / rows:.1f} s a million rows; peak {peak:,.0f} MiB ({before:,.0f} before). "
        f"England at this pace: {seconds * ENGLAND / plans / 60:.0f} minutes",
        flush=True,
    )


def england(la_code: str, first_year: int) -> None:
    """Validate England, council after council in two processes; print minutes and the peak of both together."""
    council = extract(la_code, first_year, 1)
    rows = sum(len(table.frame) for table in council.values())
    plans = int(council["plan"].frame["cease_date"].isna().sum())
    del council
    councils = -(-ENGLAND // plans)
    began = time.perf_counter()
    with ProcessPoolExecutor(2) as pool:
        halves = [pool.submit(_councils, la_code, first_year, n) for n in (councils // 2, -(-councils // 2))]
        peaks = [half.result() for half in halves]
    minutes = (time.perf_counter() - began) / 60
    print(
        f"England: {councils} councils, {councils * plans:,} live plans, {councils * rows:,} rows with their history: "
        f"{minutes:.1f} minutes in two processes, peak {sum(peaks) / 1024:,.1f} GiB together"
    )


def _councils(la_code: str, first_year: int, number: int) -> float:
    """Validate one council's extract so many times; peak memory in MiB."""
    parsed = extract(la_code, first_year, 1)
    for _ in range(number):
        validate(parsed, set(TABLES) - set(parsed), DAY, GateConfig(max_quarantined_percent=100), None)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def compare(parsed: dict[str, ParsedTable]) -> dict[str, float]:
    """Apply all rules both ways, as they stand and without what the tables miss; print and return seconds and ratios.

    Raises:
        AssertionError: the two found different rows.

    """
    whole = checks.Extract(parsed, DAY)
    chosen = {name: _applicable(table, parsed) for name, table in parsed.items()}
    validate(parsed, set(TABLES) - set(parsed), DAY, GateConfig(), None, rule_set=rules()[:20])  # imports
    began = time.process_time()
    with suites() as great:
        by_great = {name: _great(great, parsed[name], chosen[name], whole) for name in parsed}
    seconds = {"rules": time.process_time() - began}
    began = time.process_time()
    by_hand = {name: {rule.id: _hand(parsed[name], rule, whole) for rule in chosen[name]} for name in parsed}
    seconds["by_hand"] = time.process_time() - began
    for name, rows in by_hand.items():
        for rule_id, failed in rows.items():
            assert np.array_equal(failed, by_great[name][rule_id]), f"{rule_id} differs"
    began = time.process_time()
    validate(parsed, set(TABLES) - set(parsed), DAY, GateConfig(), None)
    seconds["validate"] = time.process_time() - began
    found = {name: round(value, 3) for name, value in seconds.items()}
    found |= {
        f"{name}_to_by_hand": round(seconds[name] / seconds["by_hand"], 2) for name in ("rules", "validate")
    }
    number, in_all = sum(map(len, chosen.values())), sum(len(table.frame) for table in parsed.values())
    print(
        f"{number} row rules over {in_all:,} rows, processor seconds: by hand {found['by_hand']}; with Great "
        f"Expectations {found['rules']}, the same rows ({found['rules_to_by_hand']} times); the whole step validate "
        f"{found['validate']} ({found['validate_to_by_hand']} times)"
    )
    return found


def _applicable(table: ParsedTable, parsed: dict[str, ParsedTable]) -> list[Rule]:
    """Row rules of a table that say something of this extract."""
    return [
        rule
        for rule in rules()
        if rule.table == table.name
        and rule.policy != "stop"
        and not rule.touches & set(table.missing_columns)
        and {(rule.check or {}).get(part, table.name).split(".")[0] for part in ("ref", "child")}
        <= set(parsed)
    ]


def _great(great: Suites, table: ParsedTable, chosen: list[Rule], whole: checks.Extract) -> dict[str, Rows]:
    frame = table.frame.drop(columns=list(table.missing_columns))
    found = great.run(table.name, frame, [rule for rule in chosen if rule.expectation], VALUES)
    found |= {rule.id: checks.outcome(rule, whole) for rule in chosen if rule.check}
    return {rule_id: outcome.rows for rule_id, outcome in found.items()}


def _hand(table: ParsedTable, rule: Rule, whole: checks.Extract) -> Rows:
    """Rows that fail, as one would write it without the library."""
    frame = table.frame
    if rule.check:
        bad = checks.run(table.name, rule.check, rule.column, whole).eq(False).fillna(False)
    else:
        bad = BY_HAND[rule.expectation or ""](frame, frame.get(rule.column), rule.arguments(VALUES))
    return frame.loc[bad.astype(bool), "_row"].to_numpy()


def _outside(values: pd.Series, least: object, most: object) -> pd.Series:
    outside = pd.Series(False, values.index)
    if least is not None:
        outside |= (values < least).fillna(False)
    if most is not None:
        outside |= (values > most).fillna(False)
    return outside


BY_HAND: dict[str, Callable[..., pd.Series]] = {
    "ExpectColumnValuesToNotBeNull": lambda f, v, k: v.isna(),
    "ExpectColumnValuesToBeInSet": lambda f, v, k: v.notna() & ~v.isin(k["value_set"]),
    "ExpectColumnValuesToNotBeInSet": lambda f, v, k: v.isin(k["value_set"]),
    "ExpectColumnValuesToMatchRegex": lambda f, v, k: (
        v.notna() & ~v.str.match(k["regex"]).fillna(False).astype(bool)
    ),
    "ExpectColumnValuesToNotMatchRegex": lambda f, v, k: v.str.contains(k["regex"]).fillna(False),
    "ExpectColumnValuesToBeBetween": lambda f, v, k: _outside(v, k.get("min_value"), k.get("max_value")),
    "ExpectColumnPairValuesAToBeGreaterThanB": lambda f, v, k: (f[k["column_A"]] < f[k["column_B"]]).fillna(
        False
    ),
}


if __name__ == "__main__":
    main()
