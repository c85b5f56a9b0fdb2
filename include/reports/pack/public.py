"""What the public packs print: which figures, and which of their counts are withheld.

Scrutiny papers, the parents' page, `data.csv` and `pack.xlsx` are one publication to a reader, so one set of counts
is printed or withheld for all of them. The board's pack is for use inside and withholds nothing.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

from include.reports.disclosure import Contradiction, Printed, suppressed
from include.reports.pack.inputs import Inputs
from include.reports.pack.sections import Sections

ALL = "all"
CELL = ["family", "start", "end", "dimension", "member"]
WEEKS_TAKEN = "weeks_taken"
# Bands of the 20-week limit and of DfE's year (over 52 weeks), with the half-way marks between.
BANDS = {
    "20 weeks or less": (-np.inf, 140),
    "over 20, up to 26 weeks": (140, 182),
    "over 26, up to 39 weeks": (182, 273),
    "over 39, up to 52 weeks": (273, 364),
    "over 52 weeks": (364, np.inf),
}


@cache
def _widest() -> dict[str, dict[str, float]]:
    text = (Path(__file__).parent / "widest_range.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, float]] = yaml.safe_load(text)
    return found


def in_doubt(inputs: Inputs) -> dict[str, str]:
    """Measures whose figure of the half-term faults could move by more than may be printed, and that in words."""
    units = inputs["measures"].set_index("measure_id")["unit"]
    found = {}
    for row in inputs["ranges"].to_dict("records"):
        if not row["cases_in_doubt"]:
            continue
        is_rate = units.get(row["measure_id"]) == "percent"
        width = float(row["highest"]) - float(row["lowest"]) if not pd.isna(row["highest"]) else np.inf
        if is_rate:
            widest = _widest()["percent"]["points"]
            said = f"{widest:g} points"
        else:
            known = 0.0 if pd.isna(row["value"]) else float(row["value"])
            share = _widest()["count"]["percent_of_figure"]
            widest = max(_widest()["count"]["cases"], known * share / 100)
            said = f"a share of {share:g}%"
        if width > widest:
            found[str(row["measure_id"])] = (
                f"Faults in the records could move this figure by more than {said}, so it is not printed."
            )
    return found


def figures(inputs: Inputs, sections: Sections) -> pd.DataFrame:
    """Every figure that the packs print, true counts: the half-term's, broken down, and the totals of earlier ones.

    Columns of `figures`, and `is_public`: it is printed outside the council, or its place with the reason why not;
    `in_doubt`: outside the council only the reason is printed. The plans of the 20-week rate are also
    broken down by `weeks_taken`, as a denominator without a rate.
    """
    now = pd.concat([inputs["figures"], _weeks_taken(inputs)], ignore_index=True)
    past = inputs["history"].drop(columns="source").assign(dimension=ALL, member=ALL)
    shown = pd.concat([now, past], ignore_index=True)
    for column in ("period_start", "period_end"):
        shown[column] = pd.to_datetime(shown[column]).astype("datetime64[us]")
    audiences = inputs["measures"].set_index("measure_id")["audiences"]
    is_public = shown["measure_id"].map(audiences).str.contains("scrutiny|parents").fillna(False)
    is_total = shown["dimension"] == ALL
    this, *earlier = sorted(shown["period_key"].unique(), reverse=True)
    compared = {this, *earlier[:1], *[key for key in earlier if key[7:] == this[7:]][:1]}
    broken_down = pd.MultiIndex.from_frame(shown[["measure_id", "dimension"]]).isin(sections.public_groups)
    in_trend = shown["measure_id"].isin(sections.trends)
    shown["is_public"] = is_public & np.where(
        is_total, in_trend | shown["period_key"].isin(compared), broken_down
    )
    shown["in_doubt"] = shown["measure_id"].isin(in_doubt(inputs)) & (shown["period_key"] == this)
    return shown.sort_values(["measure_id", "period_key", "dimension", "member"], ignore_index=True)


def cells(shown: pd.DataFrame, inputs: Inputs) -> pd.DataFrame:
    """The counts behind public figures: columns of `Printed.cells`, `figure` (row of `shown`) and `side`."""
    sides = []
    for side in ("numerator", "denominator"):
        printed_here = shown["is_public"] & ~shown["in_doubt"] & shown[side].notna()
        rows = shown[printed_here].reset_index(names="figure")
        sides.append(rows.assign(side=side, count=rows[side].round().astype("int64")))
    smallest = inputs["measures"].set_index("measure_id")["smallest_count"]
    rows = pd.concat(sides).merge(inputs["families"], on=["measure_id", "side"])
    end = rows["period_end"].to_numpy().copy()
    start = rows["period_start"].to_numpy().copy()
    for months in set(rows["months"]) - {0}:
        is_so = (rows["months"] == months).to_numpy()
        start[is_so] = rows.loc[is_so, "period_end"] - pd.DateOffset(months=months) + pd.Timedelta(days=1)
    for months in set(rows["months_before"]) - {0}:
        is_so = (rows["months_before"] == months).to_numpy()
        end[is_so] = rows.loc[is_so, "period_end"] - pd.DateOffset(months=months)
    is_stock = rows["is_stock"].to_numpy()
    rows = rows.assign(
        start=np.where(is_stock, end, start),
        end=end,
        smallest=rows["measure_id"].map(smallest).astype("int64"),
    )
    # A measure that came later has its past from today's records, another its own as it was published: then one name
    # would stand for two counts.
    differs = rows.groupby(CELL)["count"].transform("nunique") > 1
    rows["family"] = rows["family"].mask(differs, rows["family"] + "/" + rows["measure_id"])
    return rows[[*CELL, "count", "smallest", "figure", "side", "months"]]


def printed(shown: pd.DataFrame, inputs: Inputs, earlier: pd.DataFrame) -> pd.DataFrame:
    """The counts that public packs print or withhold.

    Args:
        shown: as `figures` gives it.
        inputs: of the pack.
        earlier: what this function gave for packs that are out already; may be empty.

    Returns:
        Columns of `cells`, and `is_withheld`.

    Raises:
        ReportError: earlier packs give a small count away.

    """
    now = cells(shown, inputs)
    ours = now[[*CELL, "count", "smallest", "months"]].drop_duplicates(CELL)
    before = (
        # Printed once is printed, whatever another pack withheld.
        earlier.sort_values("is_withheld", kind="stable").drop_duplicates(CELL)
        if len(earlier)
        else ours.iloc[:0].assign(is_withheld=False)
    )
    # What is printed again as it was is known already; a count that was revised is another count.
    both = ours.merge(before[[*CELL, "count", "is_withheld"]], how="left", on=CELL, suffixes=("", "_before"))
    known = (both["count"] == both["count_before"]) & (both["is_withheld"] == False)  # noqa: E712 - may be missing
    gone = before[~pd.MultiIndex.from_frame(before[CELL]).isin(pd.MultiIndex.from_frame(ours[CELL]))]
    system = pd.concat(
        [
            ours.assign(is_fixed=known.to_numpy()),
            gone[ours.columns].assign(is_fixed=~gone["is_withheld"].astype(bool)),
        ],
        ignore_index=True,
    )
    pairs = tuple(inputs["nested"].itertuples(index=False, name=None))
    try:
        withheld = suppressed(Printed(system, pairs))
    except Contradiction:
        # Records have moved between packs, so that sums no longer add up. Nobody can solve such equations, but what
        # they come close to is not for printing either: of what is new, only this half-term's own counts are.
        own = (system["end"] == system["end"].max()) & (system["months"] == 0)
        withheld = suppressed(Printed(system[own], pairs)).reindex(system.index)
        withheld = withheld.fillna(~system["is_fixed"]).astype(bool)
    return now.merge(system[CELL].assign(is_withheld=withheld.to_numpy()), on=CELL)


def shown_to(shown: pd.DataFrame, inputs: Inputs, printed_cells: pd.DataFrame | None) -> pd.DataFrame:
    """The figures as an audience may see them; all of them, as they are, where `printed_cells` is None.

    A withheld count is missing, and so is what could be worked out from it; `status` then says `withheld`. So is a
    figure that faults could move too far; its `status` is `in_doubt`.
    """
    if printed_cells is None:
        return shown
    public = shown[shown["is_public"]].copy()
    hidden = printed_cells[printed_cells["is_withheld"]]
    lost = pd.Series(public.index.isin(hidden["figure"]), index=public.index)
    for side in ("numerator", "denominator"):
        public.loc[public.index.isin(hidden.loc[hidden["side"] == side, "figure"]), side] = np.nan
    place = ["period_key", "dimension", "member"]
    made = public[["measure_id", *place]].reset_index(names="figure").merge(inputs["parts"], on="measure_id")
    while True:  # what is made of measures may be a part itself
        gone = public.loc[lost, ["measure_id", *place]].rename(columns={"measure_id": "part"})
        found = public.index.isin(made.merge(gone)["figure"])
        if not (found & ~lost).any():
            break
        lost |= found
        public.loc[found, ["numerator", "denominator"]] = np.nan
    public.loc[lost, "value"] = np.nan
    public["status"] = public["status"].mask(lost, "withheld")
    doubt = public["in_doubt"] & (public["status"] == "ok")
    public.loc[public["in_doubt"], ["numerator", "denominator", "value"]] = np.nan
    public["status"] = public["status"].mask(doubt, "in_doubt")
    return public


def _weeks_taken(inputs: Inputs) -> pd.DataFrame:
    """The plans of the 20-week rate by weeks taken: rows of `figures`."""
    headline = "ehcp_20wk_rate_excl"
    total = inputs["figures"]
    total = total[(total["measure_id"] == headline) & (total["dimension"] == ALL)]
    plans = inputs["plans"][~inputs["plans"]["has_exception"].astype(bool)]
    edges = [-np.inf, *(last for _, last in BANDS.values())]
    counts = pd.cut(plans["days"].astype("float64"), edges, labels=list(BANDS)).value_counts(sort=False)
    rows = pd.DataFrame({"member": list(BANDS), "denominator": counts.to_numpy("float64")})
    rows = rows[rows["denominator"] > 0].merge(
        total.drop(columns=["member", "numerator", "denominator", "value"]), how="cross"
    )
    return rows.assign(dimension=WEEKS_TAKEN, numerator=np.nan, value=np.nan)[total.columns]
