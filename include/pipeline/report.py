"""The pack of a half-term: pages and files for three audiences, made from what was published.

| file in `reports/authority=<slug>/period=<half-term>/` | for | small counts |
|---|---|---|
| `board.html`, `board.xlsx`, `board.csv` | the improvement board, inside the council | shown |
| `scrutiny.html`, `parents.html`, `pack.xlsx`, `data.csv` | the public | withheld, together |

`reports/authority=<slug>/index.html` lists the packs. What a pack was made from is kept in `inputs/` beside them, with
true counts, so that it can be made again to the byte and later packs know what earlier ones printed.
"""

from __future__ import annotations

import pandas as pd

from include.lake import Lake, to_arrow, to_frame
from include.names import plain
from include.pipeline.night import Counts, warehouse
from include.reports import pack
from include.settings import AuthorityConfig, Settings
from include.transforms import families, nested, parts


def build_pack(slug: str, period: str) -> Counts:
    """Write the files of a half-term's latest publication. The same publication gives the same bytes.

    A half-term that was never published, such as one of a backfill, has no pack.

    Raises:
        ReportError: packs already published give a small count away, whatever this one withholds.

    """
    slug, period = plain("authority", slug), plain("period", period)
    settings = Settings.load()
    latest = warehouse(settings).latest_publication(slug, period)
    if latest is None:
        return {"period": period, "files": 0}
    report, lake = latest.report_key, Lake(settings.lake_url)
    home = f"reports/authority={slug}"
    kept = f"{home}/inputs/report={report}"
    if lake.manifest(kept) is None:
        made = _inputs(settings, lake, slug, period, report)
        lake.write(kept, {name: to_arrow(frame) for name, frame in made.items()}, report=report)
    # Read back also the first time, so that the first making and any later one see the very same.
    inputs = {name: to_frame(table) for name, table in lake.read(kept).items()}
    files = pack.files(inputs)
    lake.write_folder(f"{home}/period={period}", files, **pack.facts(inputs))
    packs = lake.manifests(f"{home}/period=*")
    lake.write_file(f"{home}/index.html", pack.index(packs).encode())
    return {"period": period, "report": report, "files": len(files)}


def _inputs(settings: Settings, lake: Lake, slug: str, period: str, report: str) -> pack.Inputs:
    """Everything about a publication, and which of its counts public packs print."""
    authority = AuthorityConfig.load(settings, slug)
    structure = {"families": families(), "nested": nested(), "parts": parts()}
    # A night loaded meanwhile would give the pack its one half from before and its other from after.
    with warehouse(settings).at_one_moment() as query:
        inputs = pack.read(query, slug, period, authority.neighbours, authority.neighbours_source, structure)
    earlier = [
        to_frame(lake.read(f"reports/authority={slug}/inputs/report={each}")["printed"])
        # Whatever is out already, also of a later half-term: it is all in the reader's hands.
        for each in sorted(m["report"] for m in lake.manifests(f"reports/authority={slug}/inputs/report=*"))
        if each != report
    ]
    return {**inputs, "printed": pack.printed(inputs, pd.concat(earlier) if earlier else pd.DataFrame())}
