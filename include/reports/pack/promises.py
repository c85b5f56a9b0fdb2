"""What was promised and what people say of it: trajectories, judged and drawn; explanations; figures others keep."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from include.model import codeset
from include.reports.pack import charts
from include.reports.pack.blocks import Table
from include.reports.pack.drawings import UNITS, Drawing
from include.reports.pack.view import View, aim, day, label

_NOT_WRITTEN = "No explanation was written."


def judged(points: pd.DataFrame, until: pd.Timestamp, value: float) -> str:
    """How a figure stands to its trajectory: by the last milestone that was due by the end of its period.

    Args:
        points: baseline and milestones of one measure: `milestone_date`, `milestone_value`, `is_baseline`, `wanted`.
        until: last day of the period.
        value: the figure; missing where there is none.

    Returns:
        A word of the code set Judgement.

    """
    _, due, _ = _parted(points, until)
    if due.empty:
        return "no_milestone_due"
    if pd.isna(value):
        return "no_figure"
    last = due.iloc[-1]
    ahead = value - float(last["milestone_value"])
    return "on_track" if ahead == 0 or (ahead > 0) == (last["wanted"] == "higher") else "behind"


def _parted(points: pd.DataFrame, until: pd.Timestamp) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Baseline of a trajectory, its milestones up to a day, and those after it, by time."""
    points = points.sort_values("milestone_date")
    is_baseline = points["is_baseline"].astype("bool")
    is_due = pd.to_datetime(points["milestone_date"]) <= until
    return points[is_baseline], points[~is_baseline & is_due], points[~is_baseline & ~is_due]


def _until(view: View) -> pd.Timestamp:
    return pd.Timestamp(view.about["period_end"])


def _promised(view: View) -> list[tuple[str, pd.DataFrame]]:
    rows = view.inputs.get("trajectories")
    if rows is None or rows.empty:
        return []
    return [
        (str(measure), points) for measure, points in rows.groupby("measure_id") if view.has(str(measure))
    ]


def _judgement(view: View, measure_id: str, points: pd.DataFrame) -> str:
    figure = view.figure(measure_id)
    value = figure.value if figure.is_known else float("nan")
    return judged(points, _until(view), value)


def trajectories(view: View) -> list[Table]:
    """Each promise beside the figure: baseline, the milestone that was due, the next one, and the judgement."""
    rows = []
    for measure_id, points in _promised(view):
        unit = view.measures[measure_id]["unit"]
        baseline, due, following = _parted(points, _until(view))
        rows.append(
            [
                view.name(measure_id),
                *(_point(part, unit) for part in (baseline, due.tail(1))),
                view.figure(measure_id).text,
                codeset("Judgement")[_judgement(view, measure_id, points)],
                _point(following, unit),
                str(points["owner"].iloc[0]),
            ]
        )
    head = [
        "Measure",
        "Baseline",
        "Milestone due",
        "This half-term",
        "Judgement",
        "Next milestone",
        "Who answers",
    ]
    note = "Judged by the last milestone that was due by the end of the half-term. Promised in: "
    sources = sorted({str(source) for _, points in _promised(view) for source in points["written_source"]})
    if not rows:
        return []
    caption = "What was promised, and where it stands"
    return [Table(caption, head, rows, f"{note}{'; '.join(sources)}.", is_text=True)]


def _point(points: pd.DataFrame, unit: str) -> str:
    if points.empty:
        return "–"
    return f"{aim(float(points['milestone_value'].iloc[0]), unit)} by {day(points['milestone_date'].iloc[0])}"


def drawn(view: View) -> list[Drawing]:
    """Each promise as a line, and the half-terms that came true beside it."""
    return [
        drawing for measure_id, points in _promised(view) if (drawing := _drawing(view, measure_id, points))
    ]


def _drawing(view: View, measure_id: str, points: pd.DataFrame) -> Drawing | None:
    unit = view.measures[measure_id]["unit"]
    ends = view.shown.drop_duplicates("period_key").set_index("period_key")["period_end"]
    actual = {key: view.figure(measure_id, key) for key in view.periods}
    baseline = pd.Timestamp(points["milestone_date"].min())
    known = {key: f for key, f in actual.items() if f.is_known and pd.Timestamp(ends[key]) >= baseline}
    if not known:
        return None
    came = pd.DataFrame(
        {
            "day": [pd.Timestamp(ends[key]) for key in known],
            "value": [figure.value for figure in known.values()],
        }
    )
    promised = pd.DataFrame(
        {
            "day": pd.to_datetime(points["milestone_date"]).to_numpy(),
            "value": points["milestone_value"].astype("float64").to_numpy(),
            "text": [aim(float(value), unit) for value in points["milestone_value"]],
        }
    )
    title = f"{view.name(measure_id)}: promised and true"
    judgement = codeset("Judgement")[_judgement(view, measure_id, points)].lower()
    summary = f"{view.name(measure_id)}: {view.figure(measure_id).text} in {label(view.now)}; {judgement}."
    data = Table(
        title,
        ["Day", "Promised", "Figure"],
        [[day(row["day"]), row["text"], "–"] for row in promised.to_dict("records")]
        + [[day(ends[key]), "–", figure.text] for key, figure in known.items()],
    )
    svg = charts.trajectory(came, promised, UNITS.get(unit, "Number"))
    note = "Dashed: what was promised, a diamond for each milestone. Line: the half-terms."
    return Drawing(title, summary, svg, data, note)


def milestone(view: View, measure_id: str) -> str:
    """What was promised of a measure by now, and how it stands to that; before the first is due, that one.

    A dash where nothing was promised.
    """
    points = dict(_promised(view)).get(measure_id)
    if points is None:
        return "–"
    judgement = _judgement(view, measure_id, points)
    _, due, following = _parted(points, _until(view))
    point = (following if due.empty else due.tail(1)).iloc[0]
    promise = aim(float(point["milestone_value"]), view.measures[measure_id]["unit"])
    promise += f" by {pd.Timestamp(point['milestone_date']):%b %Y}"
    is_judged = judgement in ("on_track", "behind")
    return f"{promise}: {codeset('Judgement')[judgement].lower()}" if is_judged else promise


def missed(view: View, measures: Iterable[str]) -> list[str]:
    """Those of some measures that miss their target, or are behind what was promised of them."""
    behind = {m for m, points in _promised(view) if _judgement(view, m, points) == "behind"}
    return [m for m in measures if view.verdict(m) == "not met" or m in behind]


def told(view: View) -> dict[str, dict[str, str]]:
    """What people wrote of measures, less what the audience may not read: `reason`, `next_step` and `who`."""
    written = view.inputs.get("explanations", pd.DataFrame())
    return {
        str(row["measure_id"]): {str(k): str(v) for k, v in row.items()}
        for row in written.to_dict("records")
        if row["is_public"] or not view.is_public
    }


def explanations(view: View) -> list[Table]:
    """Why a target or milestone was missed and what comes next, for each headline and promise that was missed."""
    said = told(view)
    promised = [m for m, _ in _promised(view)]
    wanted = missed(view, [m for m in dict.fromkeys([*view.sections.headlines, *promised]) if view.has(m)])
    others = [m for m in said if view.has(m) and view.figure(m).is_known]
    rows = [
        [
            view.name(measure_id),
            view.figure(measure_id).text,
            view.target(measure_id),
            said[measure_id]["reason"] if measure_id in said else _NOT_WRITTEN,
            said[measure_id]["next_step"] if measure_id in said else "–",
            said[measure_id]["who"] if measure_id in said else "–",
        ]
        for measure_id in dict.fromkeys([*wanted, *others])
    ]
    if not rows:
        return []
    missing = sum(row[3] == _NOT_WRITTEN for row in rows)
    note = f"{missing} of {len(rows)} {'has' if missing == 1 else 'have'} no explanation." if missing else ""
    head = ["Measure", "This half-term", "Target", "Why", "Next step", "Who"]
    return [Table("Why it was missed, and what comes next", head, rows, note, is_text=True)]


def manual(view: View) -> list[Table]:
    """Figures that others keep: the last value of each series, and the one before."""
    rows = view.inputs.get("manual")
    if rows is None or rows.empty:
        return []
    if view.is_public:
        rows = rows[rows["is_public"].astype("bool")]
    lines = []
    for _, series in rows.groupby("series_id"):
        last, before = series.iloc[-1], series.iloc[-2] if len(series) > 1 else None
        lines.append(
            [
                str(last["series_name"]),
                f"{_as_typed(last['value'])} {last['series_unit']}",
                day(last["series_date"]),
                f"{_as_typed(before['value'])} on {day(before['series_date'])}"
                if before is not None
                else "–",
                str(last["kept_by"]),
                str(last["written_source"]),
            ]
        )
    head = ["Figure", "Last value", "Of", "Before", "Kept by", "Source"]
    note = "The council does not count these: they are typed from what others say, by a named person."
    return [Table("Figures that others keep", head, lines, note, is_text=True)] if lines else []


def _as_typed(value: float) -> str:
    """All the digits that somebody typed: to six of them is what formats give by themselves."""
    return f"{float(value):,.10f}".rstrip("0").rstrip(".")


BLOCKS = {"trajectories": trajectories, "explanations": explanations, "manual": manual}
