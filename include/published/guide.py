"""The parts of `docs/published.md` that are made from data: `python -m include.published.guide` writes them anew."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from include.published.editions import editions
from include.published.ees import guidance
from include.published.own import layouts

PAGE = Path(__file__).parents[2] / "docs/published.md"
PROOF = PAGE.parent / "dfe-proof.csv"


def columns() -> str:
    """Every file and column: how it is derived, and where DfE's guidance leaves doubt."""
    parts = []
    for file, layout in layouts().files.items():
        rows = guidance(file)
        lines = [f"| `{r.column}` | {_cell(r.how)} | {_cell(r.doubt)} |" for r in rows.itertuples()]
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
    for file, known in editions().files.items():
        for edition in sorted({*known.new, *known.gone, *known.redefined}):
            redefined = known.redefined.get(edition)
            lines.append(
                f"| {edition} | `{file}` | {_names(known.new.get(edition, ()))} | {_names(known.gone.get(edition, ()))} | "
                f"{f'{_names(redefined.columns)}: {redefined.why}' if redefined else ''} |"
            )
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


def page(text: str) -> str:
    """The page with what stands between `<!-- name -->` and `<!-- end of name -->` made anew."""
    for name, part in {"columns": columns(), "changes": changes(), "proof": proof()}.items():
        pattern = rf"(<!-- {name} -->\n).*?(\n<!-- end of {name} -->)"
        text = re.sub(pattern, lambda found, part=part: found[1] + part + found[2], text, flags=re.DOTALL)  # type: ignore[misc]
    return text


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in columns)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
