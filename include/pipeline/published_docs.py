"""The made parts of `docs/published.md`: `python -m include.pipeline.published_docs` writes them anew."""

from __future__ import annotations

import calendar
from pathlib import Path

import pandas as pd

from include.pipeline.sen2_docs import page
from include.published.editions import editions
from include.published.ees import guidance
from include.published.own import layouts
from include.transforms.forecast import proof as proof_of_forecasts

PAGE = Path(__file__).parents[2] / "docs/published.md"
PROOF = PAGE.parent / "dfe-proof.csv"


def columns() -> str:
    """Every file and column: how it is derived, and where DfE's guidance leaves doubt."""
    parts = []
    for file, layout in layouts().files.items():
        rows = guidance(file)
        lines = [f"| `{r.column}` | {r.how} | {r.doubt} |" for r in rows.itertuples()]
        title = editions().files[file].title
        parts.append(
            f"### `dfe.{file}`\n\n{title}. Counted: {layout.counts}. Breakdowns: "
            f"{', '.join(layout.breakdowns) or 'none'}.\n\n| column | how it is derived | doubt |\n|---|---|---|\n"
            + "\n".join(lines)
        )
    return "\n\n".join(parts)


def changes() -> str:
    """What each edition changed, file by file."""
    lines = []
    for file, entry in editions().files.items():
        for edition in sorted({*entry.new, *entry.gone, *entry.redefined}):
            new, gone = (_names(columns.get(edition, ())) for columns in (entry.new, entry.gone))
            redefined = entry.redefined.get(edition)
            why = f"{_names(redefined.columns)}: {redefined.why}" if redefined else ""
            lines.append(f"| {edition} | `{file}` | {new} | {gone} | {why} |")
    return "| edition | file | new | gone | redefined |\n|---|---|---|---|---|\n" + "\n".join(lines)


def proof() -> str:
    """Cells that came back equal from published margins, by file, over the authorities and years of the table."""
    rows = pd.read_csv(PROOF)
    summed = rows.groupby("file", sort=False)[["equal", "cells"]].sum()
    lines = [f"| `{file}` | {row['equal']:,} | {row['cells']:,} |" for file, row in summed.iterrows()]
    whole = summed.sum()
    lines.append(f"| all | {whole['equal']:,} | {whole['cells']:,} |")
    who = f"{', '.join(rows['authority'].unique())}; calendar years {rows['year'].min()} to {rows['year'].max()}"
    return f"{who}.\n\n| file | cells equal | cells compared |\n|---|---|---|\n" + "\n".join(lines)


def forecast() -> str:
    """Coverage and error of forecasts of the year's published figures, by kind of council and month."""
    rows = proof_of_forecasts()
    words = {"rate": "20-week rate, points", "weeks": "mean weeks"}
    lines = []
    for row in rows.to_dict("records"):
        month = calendar.month_name[row["month"]]
        cells = [
            row["kind"],
            words[row["figure"]],
            month,
            row["forecasts"],
            f"{row['in_50']}%",
            f"{row['in_90']}%",
        ]
        lines.append("| " + " | ".join(map(str, [*cells, row["error"], row["width_90"]])) + " |")
    head = "| councils | figure | end of | forecasts | in the 50% range | in the 90% range | mean error | 90% range |"
    return f"{head}\n|---|---|---|---|---|---|---|---|\n" + "\n".join(lines)


def current(text: str) -> str:
    """The page with its made parts made anew."""
    return page(text, {"columns": columns(), "changes": changes(), "proof": proof(), "forecast": forecast()})


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in columns)


if __name__ == "__main__":
    PAGE.write_text(current(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
