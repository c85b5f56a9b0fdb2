"""The council beside others as DfE publishes it, and what it will publish next.

The public sees figures that DfE has published and no others.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from include.reports.pack.view import COMPARABLE, Table, View, as_published, day, place_of

HEADLINE, WEEKS = "ehcp_20wk_rate_excl", "mean_weeks_excl"
# Targets that are told beside the forecast: from the one below its middle on.
_TARGETS = 4


def published(view: View) -> list[Table]:
    """What DfE published last of everything that is a percentage or a mean, the headline since 2014, and the caveats.

    The council's own figures, which are true counts, stand beside them for the board alone.
    """
    rows = view.published
    if rows.empty:
        return []
    rows = rows[rows["dfe_unit"].isin(COMPARABLE)]
    of_measures = rows["measure_id"].notna() & (rows["dimension"] == "all")
    # What tells of a school year is of pupils: absence, suspensions and exclusions.
    of_pupils = rows["told_of"].astype("str").str.contains("/")
    in_school = _beside(
        view, "Pupils with a plan in school, beside all pupils, as DfE published them last", rows[of_pupils]
    )
    pupils = [in_school] if of_pupils.any() else []
    if view.audience == "parents":
        plain = [m for m in view.measures if view.is_for_parents(m)]
        tables = [
            _beside(
                view,
                "Beside other councils, as DfE published it",
                rows[of_measures & rows["measure_id"].isin(plain)],
            )
        ]
        return [*tables, *pupils, *_since(view)]
    said = rows[rows["differs"].notna()].drop_duplicates(["differs"])
    return [
        _beside(view, "Figures with a measure of ours, as DfE published them last", rows[of_measures]),
        *pupils,
        *_since(view),
        _beside(view, "Other figures, as DfE published them last", rows[~of_measures & ~of_pupils]),
        Table(
            "Where DfE's figures are not what ours are",
            ["Figure", "What differs"],
            [[r["benchmark_name"], f"{r['differs']}."] for r in said.to_dict("records")],
            is_text=True,
        ),
    ]


def forecast(view: View) -> list[Table]:
    """Where this year's published figures will lie. From true counts, for the board."""
    rows = view.inputs.get("forecast", pd.DataFrame())
    if view.is_public or rows.empty:
        return []
    every = {str(r["benchmark_id"]): r for r in rows.to_dict("records")}
    head = next(iter(every.values()))
    year, as_at = head["forecast_year"], day(head["as_at"])
    line = every.get(HEADLINE, head)["line"]
    below = "Below the line" if pd.isna(line) else f"Below {line:.0f}%"
    table = Table(
        f"Where DfE's figures of {year} will lie, as known on {as_at}",
        [
            "Figure",
            "So far this year",
            "Most likely",
            "Even chance",
            "Nine in ten",
            below,
            "Last published",
        ],
        [
            _line(every[name])
            for name in (HEADLINE, "ehcp_20wk_rate_incl", WEEKS, "mean_weeks_incl")
            if name in every
        ],
        f"{_how(every.get(HEADLINE, head))}{_proven(view, head['as_at'])}",
    )
    targets = view.inputs["forecast_targets"]
    middle = every.get(HEADLINE, {}).get("middle")
    if targets.empty or pd.isna(middle):
        return [table]
    near = targets[targets["target"] > float(middle) - 10].head(_TARGETS)
    return [
        table,
        Table(
            f"What it would take to reach a 20-week rate in {year}",
            [
                "Rate",
                "Chance as things go",
                "More plans in time",
                "A month",
                "Expected to come late",
                "Can it be reached?",
            ],
            [
                [
                    f"{float(r['target']):.0f}%",
                    _chance(r["probability_reached"]),
                    f"{r['more_in_time']:,}",
                    f"{r['more_a_month']:,}",
                    f"{r['expected_to_be_late']:,}",
                    "yes" if r["can_be_reached"] else "no",
                ]
                for r in near.to_dict("records")
            ],
            "More plans in time: of those that would come late as things go, how many must come in time for an even"
            f" chance, over {_left(int(near['months_left'].iloc[0]))}. It cannot be"
            " reached where that takes more of them than there are.",
        ),
    ]


def foretold(view: View) -> str:
    """Where this year's published 20-week rate will lie, in a sentence, for the board; nothing for anybody else."""
    rows = view.inputs.get("forecast", pd.DataFrame())
    if view.is_public or rows.empty:
        return ""
    headline = rows[rows["benchmark_id"] == HEADLINE]
    if headline.empty or headline["status"].iloc[0] != "ok" or pd.isna(headline["middle"].iloc[0]):
        return ""
    row = {str(name): value for name, value in headline.iloc[0].items()}
    _, known, middle, _, likely, below, last = _line(row)
    chance = "" if pd.isna(row["line"]) else f" Chance that it is below {row['line']:.0f}%: {below}."
    before = "" if last == "–" else f"; last published {last}"
    return (
        f"DfE's 20-week rate of {row['forecast_year']} will most likely be {middle}, nine times in ten"
        f" {likely}. So far {known}{before}.{chance}"
    )


def _beside(view: View, caption: str, rows: pd.DataFrame) -> Table:
    is_board = view.audience == "board"
    head = [
        "Figure",
        "Of",
        "This council",
        *(["Our records"] if is_board else []),
        "England",
        "Region",
        "Neighbours",
    ]
    lines = []
    for r in rows.to_dict("records"):
        unit = str(r["dfe_unit"])
        own = [as_published(r["own_value"], unit)] if is_board else []
        lines.append(
            [
                f"{r['benchmark_name']}{', weeks' if unit == 'weeks' and 'weeks' not in r['benchmark_name'] else ''}",
                str(r["told_of"]).replace("January", "Jan"),
                "[x]" if pd.isna(r["published_value"]) else as_published(r["published_value"], unit),
                *own,
                *(as_published(r[f"{place}_value"], unit) for place in ("england", "region", "neighbours")),
                place_of(r),
                "–" if pd.isna(r["quartile"]) else f"{r['quartile']:.0f}",
            ]
        )
    note = (
        "Place 1 is the best; where neither way is better it is the highest, marked †. Equal figures share a place."
        " Quarter 1 holds the first quarter of the places. Neighbours: their sums together"
        f"{'; ' + str(view.about['neighbours_source']) if view.about.get('neighbours_source') else ''}."
    )
    if is_board:
        note += " Our records: the same calendar year as they have it now."
    return Table(caption, [*head, "Place", "Quarter"], lines, note)


def _since(view: View) -> list[Table]:
    rows = view.inputs["published"]
    rows = rows[rows["benchmark_id"] == HEADLINE]
    if len(rows) < 2:
        return []
    return [
        Table(
            f"Plans within 20 weeks since {rows['calendar_year'].min()}, as DfE published it (exceptions left out)",
            ["Year", "This council", "England", "Region", "Neighbours", "Place"],
            [
                [
                    r["told_of"],
                    "[x]" if pd.isna(r["published_value"]) else as_published(r["published_value"], "percent"),
                    *(
                        as_published(r[f"{place}_value"], "percent")
                        for place in ("england", "region", "neighbours")
                    ),
                    place_of(r),
                ]
                for r in rows.to_dict("records")
            ],
        )
    ]


def _line(row: dict[Any, Any]) -> list[str]:
    unit = str(row["dfe_unit"])
    known = as_published(row["known_value"], unit)
    if unit == "percent" and not pd.isna(row["known_value"]):
        known += f" ({row['known_in_time']:,} of {row['known_plans']:,})"
    last = "–"
    if not pd.isna(row["last_year_published"]):
        last = f"{as_published(row['last_year_published'], unit)} ({row['last_year']:.0f})"
    ranges = ["cannot be known", "–", "–"]
    if row["status"] == "ok" and not pd.isna(row["middle"]):
        ranges = [
            as_published(row["middle"], unit),
            *(
                f"{as_published(row[f'low_{share}'], unit)} to {as_published(row[f'high_{share}'], unit)}"
                for share in (50, 90)
            ),
        ]
    chance = row["probability_below_line"]
    below = "–" if pd.isna(chance) else _chance(chance)
    return [str(row["benchmark_name"]), known, *ranges, below, last]


def _left(months: int) -> str:
    return "the month that is left" if months == 1 else f"the {months} months that are left"


def _how(row: dict[Any, Any]) -> str:
    if row["status"] != "ok":
        return f"It cannot be known: {row['because']}"
    line = "" if pd.isna(row["line"]) else f" Who says that {row['line']:.0f}% matters: {row['line_source']}."
    are = "case is" if row["open_cases"] == 1 else "cases are"
    return (
        f"{row['open_cases']:,} {are} open, {row['open_overdue']:,} of them past the last day in time, which can only"
        f" be late. How cases go on is taken from the last {row['weeks_of_history']:,} weeks"
        f" ({row['plans_of_history']:,} plans).{line}"
    )


def _proven(view: View, as_at: Any) -> str:
    """How often such forecasts were right at that time of the year."""
    rows = view.inputs.get("forecast_proof", pd.DataFrame())
    if rows.empty:
        return ""
    rows = rows[(rows["kind"] == "published") & (rows["figure"] == "rate")].sort_values("month")
    so_far = rows[rows["month"] <= pd.Timestamp(as_at).month]
    if so_far.empty:
        return " So early in a year forecasts were not tried out."
    r = so_far.iloc[-1]
    return (
        f" Tried out on {r['forecasts']:,} real years of English authorities, as known at the end of"
        f" {pd.Timestamp(2000, r['month'], 1):%B}: the even-chance range held {r['in_50']:.0f}% of the rates that came,"
        f" the nine-in-ten range {r['in_90']:.0f}%; the most likely rate was {r['error']:.1f} points off."
    )


def _chance(probability: float) -> str:
    """A probability in steps of 5 percent: more would say more than is known."""
    step = round(20 * float(probability)) * 5
    return "under 5%" if step == 0 else "over 95%" if step == 100 else f"about {step}%"
