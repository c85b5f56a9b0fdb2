"""One page: how the council's 20-week rate stands beside DfE's figures, and what the last half-term looked like.

Self-contained HTML, made from the views of schema `bi` alone. For use inside the service: small counts are not hidden.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
from markupsafe import Markup

from include.errors import ReportError
from include.reports.pack import charts
from include.reports.policy import Pages

Query = Callable[..., pd.DataFrame]

# Series of the chart: column of the view, colour and dash. Colours are Okabe and Ito's, told apart with any colour
# vision; line and dash differ as well, so that none needs its colour.
SERIES = {
    "Computed here": ("own_percent_excl", "#0072B2", "none"),
    "Published for us": ("published_percent_excl", "#D55E00", "2 3"),
    "Region": ("region_percent_excl", "#555555", "8 3"),
    "England": ("england_percent_excl", "#009E73", "4 2"),
}

_TEMPLATES = Pages()


def rates(query: Query, authority: str) -> pd.DataFrame:
    """The 20-week rate, exceptions left out, by calendar year: one column for each of `SERIES`, percent.

    Also `plans` (issued in the year, own records) and `year_ended`.
    """
    rows = query(
        "SELECT * FROM bi.twenty_week_against_published WHERE authority = %s ORDER BY calendar_year",
        authority,
    ).set_index("calendar_year")
    named = {name: pd.to_numeric(rows[column]) for name, (column, _, _) in SERIES.items()}
    return pd.DataFrame({**named, "plans": rows["own_plans_issued_excl"], "year_ended": rows["year_ended"]})


def rates_as_text(query: Query, authority: str) -> str:
    """The same as lines of text for a terminal."""
    table = rates(query, authority)
    lines = ["  year  " + "".join(f"{name:>18}" for name in SERIES)]
    for year, row in table.iterrows():
        to_date = "*" if row["year_ended"] is False else " "
        lines.append(f"  {year}{to_date} " + "".join(f"{_percent(row[name]):>18}" for name in SERIES))
    if (table["year_ended"] == False).any():  # noqa: E712 - missing where there are no own figures
        lines.append("  * to date")
    return "\n".join(lines)


def page(query: Query, authority: str) -> str:
    """The page as HTML. The same warehouse gives the same bytes.

    Raises:
        ReportError: nothing is loaded for the authority.

    """
    table = rates(query, authority)
    loaded = query("SELECT * FROM bi.load_status WHERE authority = %s", authority)
    if loaded.empty:
        raise ReportError(f"Nothing is loaded for {authority!r} yet. Run its nightly steps first.")
    status = loaded.iloc[0]
    scorecard = query(
        "SELECT * FROM bi.half_termly_scorecard WHERE authority = %s AND basis = 'restated' AND period_ended"
        " AND period_key = (SELECT max(period_key) FROM bi.half_termly_scorecard"
        " WHERE authority = %s AND period_ended) ORDER BY measure_name",
        authority,
        authority,
    )
    teams = query(
        "SELECT team_name, open_assessments, open_plans, open_cases, fte_in_post, cases_per_fte"
        " FROM bi.caseload_by_team WHERE authority = %s ORDER BY team_name",
        authority,
    )
    return _TEMPLATES.get_template("overview.html").render(
        status=status,
        series=list(SERIES),
        rates=table,
        chart=_chart(table),
        summary=_summary(table),
        scorecard=scorecard,
        teams=teams,
        percent=_percent,
        figure=_figure,
        count=lambda value: "–" if pd.isna(value) else f"{value:,.0f}",
    )


def _chart(table: pd.DataFrame) -> Markup:
    """The rates as a line chart."""
    series = {name: (table[name], colour, dash) for name, (_, colour, dash) in SERIES.items()}
    return charts.lines(series, "Percent")


def _summary(table: pd.DataFrame) -> str:
    """The latest ended year in a sentence: the text alternative of the chart."""
    ended = table[(table["year_ended"] == True) & table["Computed here"].notna()]  # noqa: E712
    if ended.empty:
        return "No year has ended with plans issued."
    year, row = ended.index[-1], ended.iloc[-1]
    words = f"In {year}, {_percent(row['Computed here'])} of {int(row['plans']):,} plans were issued within 20 weeks"
    if pd.notna(row["England"]):
        words += f"; England {_percent(row['England'])}"
    compared = table[table["Published for us"].notna()]
    if len(compared):
        latest = compared.iloc[-1]
        words += (
            f". For {compared.index[-1]}, the latest year published, DfE gives {_percent(latest['Published for us'])}"
            f" for the authority and {_percent(latest['England'])} for England"
        )
    return words + "."


def _percent(value: Any) -> str:
    return "–" if pd.isna(value) else f"{value:.1f}%"


_NO_FIGURE = {
    "not_collected": "not collected",
    "not_due": "not due yet",
    "not_reliable": "left out: its records cannot be relied on",
}


def _figure(value: Any, unit: str, status: str = "") -> str:
    """A figure with its unit, or why there is none."""
    if pd.isna(value):
        return _NO_FIGURE.get(status, "no cases")
    return _percent(value) if unit == "percent" else f"{value:,.0f} {unit}"
