"""The half-termly pack: one set of figures, for the improvement board, the scrutiny panel and families.

```
warehouse ──► inputs (kept) ──► figures ──► what the public may see ──► pages, workbook, CSV
```
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from include.reports.pack import pages, public, sections, tables
from include.reports.pack.inputs import Inputs, read
from include.reports.pack.pdf import pdf
from include.reports.pack.public import BAND_OF, HEADLINE
from include.reports.pack.view import RESTRICTED, View, day, label

# Whose members are sent papers.
_ON_PAPER = ("board", "scrutiny")


def printed(inputs: Inputs, earlier: pd.DataFrame) -> pd.DataFrame:
    """Which counts public packs print, given those that earlier packs printed; see `public.printed`."""
    return public.printed(public.figures(inputs, sections.read()), inputs, earlier)


def files(inputs: Inputs, *, as_pdf: bool = False) -> dict[str, dict[str, bytes]]:
    """Every file of a pack by folder, `public` or `restricted`, and name. The same inputs give the same bytes.

    Args:
        inputs: as `read` gives them, and `printed`.
        as_pdf: the board's and the panel's pages as PDF too, where the machine can lay it out.

    """
    wanted = sections.read()
    views = {audience: View(inputs, wanted, audience) for audience in sections.AUDIENCES}
    written: dict[str, dict[str, bytes]] = {"public": {}, "restricted": {}}
    for audience, view in views.items():
        page = pages.page(view)
        written[_folder(view)][f"{audience}.html"] = page.encode()
        if as_pdf and audience in _ON_PAPER and (paper := pdf(page)):
            written[_folder(view)][f"{audience}.pdf"] = paper
    written["public"]["sheet.html"] = pages.sheet(views["parents"]).encode()
    for view, book, data in (
        (views["board"], "board.xlsx", "board.csv"),
        (views["scrutiny"], "pack.xlsx", "data.csv"),
    ):
        written[_folder(view)][book] = tables.workbook(view)
        written[_folder(view)][data] = tables.csv(view)
    return written


def _folder(view: View) -> str:
    return "public" if view.is_public else "restricted"


def withheld(inputs: Inputs) -> dict[str, int]:
    """How many figures the public files hold, and how many of them are withheld."""
    shown = View(inputs, sections.read(), "scrutiny").shown
    return {"public_figures": len(shown), "withheld": int((shown["status"] == "withheld").sum())}


def public_figures(inputs: Inputs) -> pd.DataFrame:
    """The figures of the public files, as `data.csv` has them: what is withheld is missing."""
    return tables.data(View(inputs, sections.read(), "scrutiny"))


def facts(inputs: Inputs) -> dict[str, Any]:
    """What a pack's manifest says of it."""
    about = inputs["about"].iloc[0]
    named = ("authority", "authority_name", "report_key", "period_key", "basis")
    said: dict[str, Any] = {name: str(about[name]) for name in named}
    days = {name: str(pd.Timestamp(about[name]).date()) for name in ("as_at", "extract_date", "published_at")}
    return {**said, **days, "is_synthetic": bool(about["is_synthetic"])}


def index(packs: list[dict[str, Any]]) -> str:
    """The page that lists packs, newest first. `packs`: as `facts` gives them, with the `files` of their manifests."""
    listed = [
        {
            "period": each["period_key"],
            "label": label(each["period_key"]),
            "published": day(each["published_at"]),
            "report": each["report_key"],
            "pdf": "scrutiny.pdf" in each.get("files", {}),
        }
        for each in sorted(packs, key=lambda each: each["period_key"], reverse=True)
    ]
    return pages.index(listed, packs[0]["authority_name"], any(each["is_synthetic"] for each in packs))


__all__ = [
    "BAND_OF",
    "HEADLINE",
    "RESTRICTED",
    "Inputs",
    "facts",
    "files",
    "index",
    "printed",
    "public_figures",
    "read",
    "withheld",
]
