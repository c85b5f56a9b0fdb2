"""One page for each night: what was wrong with the extract, since when, what to do, and what it does to the figures.

Self-contained HTML from schema `dq` and the catalogue of rules alone: counts and words, no value of any record.
"""

from __future__ import annotations

from datetime import date, timedelta
from numbers import Integral

import pandas as pd
from markupsafe import Markup

from include.reports.overview import _TEMPLATES, Query
from include.reports.pack import charts

# Nights of the trend: two half-terms, so that this one is seen beside the last.
_NIGHTS = 90
# Nights before, with which each rule is compared: a week and four weeks, on the same day of the week.
_BEFORE = (7, 28)
_RANK = {"critical": 0, "warning": 1, "info": 2}


def page(query: Query, authority: str, extract_date: date, catalogue: pd.DataFrame) -> str:
    """The page of a night as HTML. The same warehouse gives the same bytes.

    Args:
        query: of a warehouse.
        authority: short name.
        extract_date: a night that was validated.
        catalogue: rules with `rule_id`, `owner`, `explanation`, `remedy`, `anticipates`.

    """
    this_night = (authority, extract_date)
    trend = query(
        "SELECT * FROM bi.quality_by_night WHERE authority = %s AND extract_date <= %s"
        " ORDER BY extract_date DESC LIMIT %s",
        *this_night,
        _NIGHTS,
    )
    run = query(
        "SELECT * FROM dq.validation_run WHERE authority = %s AND extract_date = %s", *this_night
    ).iloc[0]
    results = query(
        "SELECT * FROM dq.validation_result WHERE authority = %s AND extract_date = %s", *this_night
    )
    synthetic = query("SELECT is_synthetic FROM ops.authority WHERE authority = %s", authority)
    failed = results[~results["passed"].astype(bool)].merge(
        catalogue, how="left", on="rule_id", suffixes=("", "_")
    )
    failed = failed.assign(rank=failed["severity"].map(_RANK))
    mended: dict[int, list[str]] = {}
    for days in _BEFORE:
        earlier = query(
            "SELECT rule_id, rows_failed FROM dq.validation_result WHERE authority = %s AND extract_date = %s",
            authority,
            extract_date - timedelta(days=days),
        ).set_index("rule_id")["rows_failed"]
        failed[f"failed_{days}"] = failed["rule_id"].map(earlier)
        mended[days] = sorted(set(earlier.index[earlier > 0]) - set(failed["rule_id"]))
    ranges = query(
        "SELECT r.*, m.measure_name, m.unit FROM dq.measure_range AS r JOIN marts.dim_measure AS m USING (measure_id)"
        " WHERE authority = %s AND extract_date = %s ORDER BY measure_name, period_type",
        *this_night,
    )
    return _TEMPLATES.get_template("quality.html").render(
        run=run,
        now=trend.iloc[0],
        is_synthetic=bool(synthetic["is_synthetic"].iloc[0]),
        trend=trend.iloc[::-1],
        charts=_charts(trend.iloc[::-1]),
        failed=failed.sort_values(["rank", "rows_failed", "rule_id"], ascending=[True, False, True]),
        mended=mended,
        passed=int(results["passed"].astype(bool).sum()),
        aside=query(
            "SELECT table_name, count(DISTINCT row_number) FILTER (WHERE policy = 'drop_row') AS rows_set_aside,"
            " count(*) FILTER (WHERE policy = 'blank_value') AS values_left_out,"
            " min(first_seen) AS since, count(DISTINCT row_number) FILTER (WHERE first_seen = extract_date) AS new"
            " FROM dq.quarantined_row WHERE authority = %s AND extract_date = %s"
            " GROUP BY table_name ORDER BY rows_set_aside DESC, table_name",
            *this_night,
        ),
        corrections=query(
            "SELECT line_number, table_name, column_name, holds_until, status, rows_changed, message"
            " FROM dq.correction_result WHERE authority = %s AND extract_date = %s ORDER BY line_number",
            *this_night,
        ),
        ranges=_side_by_side(ranges),
        sure=ranges.groupby("measure_id")["cases_in_doubt"].max().eq(0).sum(),
        shown=_shown,
    )


def _side_by_side(ranges: pd.DataFrame) -> pd.DataFrame:
    """Measures with cases in doubt, those most in doubt first: figure and range of the half-term and of the year."""
    doubtful = ranges[ranges["cases_in_doubt"] > 0].copy()
    sign = doubtful["unit"].eq("percent").map({True: "%", False: ""})
    doubtful["told"] = [
        f"{_shown(value)}{of if value == value else ''} ({_shown(low)}{of} to {_shown(high)}{of})"
        for value, low, high, of in zip(
            *(doubtful[name].astype("float64") for name in ("value", "lowest", "highest")), sign, strict=True
        )
    ]
    ranges_by_period = doubtful.pivot_table(
        index="measure_id", columns="period_type", values="told", aggfunc="first"
    )
    most = doubtful.sort_values(["cases_in_doubt", "measure_id"]).groupby("measure_id").tail(1)
    most = most.set_index("measure_id")[["measure_name", "cases_in_doubt", "because"]]
    side_by_side = most.join(ranges_by_period.reindex(columns=["half_term", "calendar_year"]))
    return side_by_side.sort_values(["cases_in_doubt", "measure_name"], ascending=[False, True]).reset_index()


def _charts(trend: pd.DataFrame) -> list[tuple[str, Markup]]:
    """Charts of the nights with the sentence that says what each shows; none of a single night."""
    if len(trend) < 2:
        return []
    kind = trend["outcome"].eq("stopped").map({True: "stopped", False: "let through"})
    captioned = []
    for column, unit, words in (
        ("percent_quarantined", "Percent", "Percent of the rows received that were set aside"),
        ("faults", "Faults", "Faults: rows that fail a rule, over all rules"),
        ("critical_failed", "Rules", "Critical rules not met"),
    ):
        values = trend[column].astype("float64")
        first, now = (_shown(float(values.iloc[place])) for place in (0, -1))
        rows = pd.DataFrame({"night": trend["extract_date"], "value": values, "kind": kind})
        sentence = (
            f"{words}: {first} on {trend['extract_date'].iloc[0]}, {now} on {trend['extract_date'].iloc[-1]}."
        )
        captioned.append((sentence, charts.nights(rows, unit)))
    return captioned


def _shown(value: object) -> str:
    """A value for people; a dash where there is none."""
    if value is None or value is pd.NaT or value != value:
        return "–"
    if isinstance(value, float):
        return f"{value:,.1f}" if value % 1 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, Integral) else str(value)
