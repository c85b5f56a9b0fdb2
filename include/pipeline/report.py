"""The pack of a half-term: pages and files for three audiences, made from what was published.

| in `reports/authority=<slug>/` | for | small counts |
|---|---|---|
| `period=<half-term>/public/`: `scrutiny.html`, `scrutiny.pdf`, `parents.html` | the public | withheld |
| `period=<half-term>/public/`: `pack.xlsx`, `data.csv` | the public | withheld |
| `period=<half-term>/restricted/`: `board.html`, `.pdf`, `.xlsx`, `.csv` | the improvement board | shown |
| `restricted/inputs/report=<half-term>.<n>/`: what a pack was made from | ourselves | shown |

`index.html` lists the packs, public files only. With its inputs, which hold true counts, a pack can be made again to
the byte, and later packs know what earlier ones printed and withheld. Each restricted file says so itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from include.lake import Lake
from include.model.frames import to_arrow, to_frame
from include.names import plain
from include.pipeline.explanations import explanations
from include.pipeline.extracts import printed_by_extracts
from include.pipeline.night import Counts, warehouse
from include.settings import AuthorityConfig, Settings
from include.transforms import Catalogue, Families, forecast
from include.warehouse import report_order

if TYPE_CHECKING:
    from include.reports.pack import Inputs


def build_pack(slug: str, period: str, *, as_pdf: bool = False) -> Counts:
    """Write the files of a half-term's latest publication. The same publication gives the same bytes.

    A half-term that was never published, such as one of a backfill, has no pack.

    Args:
        slug: short name of the authority.
        period: the half-term.
        as_pdf: the board's and the panel's pages as PDF too; takes as long again as all else.

    Raises:
        ReportError: packs already published give a small count away, whatever this one withholds.

    """
    # Drawing and solving cost two seconds to import, and the steps of a night do neither.
    from include.reports import pack

    slug, period = plain("authority", slug), plain("period", period)
    settings = Settings.load()
    store = warehouse(settings)
    latest = store.reports.latest(slug, period)
    if latest is None:
        return {"period": period, "files": 0}
    report, lake = latest.report_key, Lake(settings.lake_url)
    home = f"reports/authority={slug}"
    inputs_path = _kept(slug, report)
    if lake.manifest(inputs_path) is None:
        frames = _inputs(settings, lake, slug, period, report)
        tables = {name: to_arrow(frame) for name, frame in frames.items()}
        lake.write(inputs_path, tables, report=report, marking=pack.RESTRICTED)
    # Read back also the first time, so that the first making and any later one see the very same.
    inputs = {name: to_frame(table) for name, table in lake.read(inputs_path).items()}
    files, facts = pack.files(inputs, as_pdf=as_pdf), pack.facts(inputs)
    folder = f"{home}/period={period}"
    lake.write_folder(f"{folder}/restricted", files["restricted"], **facts, marking=pack.RESTRICTED)
    lake.write_folder(f"{folder}/public", files["public"], **facts)
    packs = lake.manifests(f"{home}/period=*/public")
    lake.write_file(f"{home}/index.html", pack.index(packs).encode())
    # After the files, so that a dashboard shows nothing that is not out.
    store.reports.record_pack(slug, report, pack.public_figures(inputs))
    withheld = pack.withheld(inputs)
    return {"period": period, "report": report, "files": sum(map(len, files.values())), **withheld}


def _kept(slug: str, report: str) -> str:
    return f"reports/authority={slug}/restricted/inputs/report={report}"


def _inputs(settings: Settings, lake: Lake, slug: str, period: str, report: str) -> Inputs:
    """Everything about a publication, and which of its counts public packs print."""
    from include.reports import pack

    authority = AuthorityConfig.load(settings, slug)
    families = Families(Catalogue.load())
    bands = [
        (band, families.narrowed(pack.HEADLINE, "denominator", where)) for band, where in pack.BAND_OF.items()
    ]
    structure = {
        "families": families.counts(),
        "atoms": families.atoms(),
        "groups": families.atoms_of_groups(),
        "sums": families.sums(),
        "parts": families.parts(),
        "explanations": explanations(settings, slug, period),
        "bands": pd.DataFrame(bands, columns=["member", "family"]),
        "forecast_proof": forecast.proof(),
    }
    # A night loaded meanwhile would give the pack its one half from before and its other from after.
    with warehouse(settings).at_one_moment() as query:
        inputs = pack.read(query, slug, report, authority.neighbours_source, structure)
    manifests = lake.manifests(_kept(slug, "*"))
    # Whatever is out already, also of a later half-term: it is all in the reader's hands.
    others = sorted((each["report"] for each in manifests if each["report"] != report), key=report_order)
    earlier = [
        to_frame(lake.read(_kept(slug, each), only="printed")["printed"]).assign(report=each)
        for each in others
    ]
    earlier += printed_by_extracts(lake, slug)
    return {**inputs, "printed": pack.printed(inputs, pd.concat(earlier) if earlier else pd.DataFrame())}
