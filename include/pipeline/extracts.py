"""Packs for other readers: a definition, the figures of a warehouse, and what may be told of them.

| in `reports/authority=<slug>/` | |
|---|---|
| `extracts/name=<name>/public/` or `restricted/`: CSV, workbook, page and the filled template | for the reader |
| `restricted/extracts/name=<name>/extract_date=D/`: which counts it prints and withholds | ourselves, true counts |

Later packs and extracts count on what one for the public has printed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from include.errors import ConfigError
from include.lake import Lake
from include.model.frames import to_arrow, to_frame
from include.names import plain
from include.pipeline.night import Counts, warehouse
from include.settings import Settings
from include.warehouse import report_order

if TYPE_CHECKING:
    from include.reports.extracts import Extract

_FIGURES = """
    SELECT figure.measure_id, figure.period_key, figure.period_start, figure.period_end, figure.dimension,
        figure.member, figure.numerator, figure.denominator, figure.value, figure.status, figure.definition_version
    FROM marts.measure_value AS figure
    WHERE figure.authority = %s AND figure.period_type = %s AND figure.basis = 'restated'
        AND figure.measure_id = ANY(%s) AND figure.period_key IN (
            SELECT period_key FROM marts.dim_period
            WHERE authority = figure.authority AND period_type = figure.period_type AND period_end <= %s
            ORDER BY period_end DESC LIMIT %s
        )
"""
_ABOUT = """
    SELECT authority.authority_name, authority.la_code, authority.is_synthetic, status.extract_date
    FROM ops.authority AS authority JOIN bi.load_status AS status USING (authority) WHERE authority = %s
"""


def build_extract(slug: str, name: str) -> Counts:
    """Write one extract of an authority.

    Raises:
        ConfigError: there is no such definition, it names what is no measure, or nothing is loaded.
        ReportError: what is out already gives a small count away.

    """
    # Solving and drawing cost two seconds to import, and the steps of a night do neither.
    from include.reports import extracts
    from include.reports.pack import RESTRICTED

    slug, name = plain("authority", slug), plain("extract", name)
    settings = Settings.load()
    path = _definition(settings, name)
    extract = extracts.read(path)
    template = (path.parent / extract.template).read_bytes() if extract.template else None
    about, measures, figures = _from_warehouse(settings, slug, extract, path)
    lake, key = Lake(settings.lake_url), f"extract {name} {about['extract_date']}"
    shown = extracts.as_shown(figures)
    cells: pd.DataFrame | None = None
    inputs: dict[str, pd.DataFrame] = {}
    if extract.audience == "public":
        shown = shown[shown["dimension"] == "all"].reset_index(drop=True)
        inputs, earlier = _out_already(lake, slug, but=key)
        cells = extracts.printed(shown, inputs, earlier)
    visible = extracts.visible(shown, inputs, cells)
    files = extracts.files(name, extract, extracts.table(extract, visible, measures), about, template)
    if cells is not None:
        # Before the files: what they say is out from the moment that they are there.
        lake.write(
            f"reports/authority={slug}/restricted/extracts/name={name}/extract_date={about['extract_date']}",
            {"printed": to_arrow(cells)},
            marking=RESTRICTED,
            report=key,
        )
    marking = {"marking": RESTRICTED} if extract.audience == "restricted" else {}
    lake.write_folder(
        f"reports/authority={slug}/extracts/name={name}/{extract.audience}",
        files,
        extract=name,
        extract_date=about["extract_date"],
        **marking,
    )
    return {
        "extract": name,
        "for": extract.audience,
        "files": len(files),
        "figures": len(visible),
        "withheld": int((visible["status"] == "withheld").sum()),
    }


def _definition(settings: Settings, name: str) -> Path:
    """File of a definition: one of ours, or the installation's own."""
    from include.reports import extracts

    paths = extracts.known([extracts.HERE, settings.config_dir / "extracts"])
    if name not in paths:
        raise ConfigError(f"There is no extract {name!r}. Known: {', '.join(sorted(paths))}.")
    return paths[name]


def _from_warehouse(
    settings: Settings, slug: str, extract: Extract, path: Path
) -> tuple[dict[str, Any], pd.DataFrame, pd.DataFrame]:
    """What is loaded (with its `extract_date` as text), the measures, and the figures that an extract asks for."""
    with warehouse(settings).at_one_moment() as query:
        loaded = query(_ABOUT, slug)
        if loaded.empty or pd.isna(loaded["extract_date"].iloc[0]):
            raise ConfigError(f"Nothing is loaded for {slug} yet.")
        about = {str(k): v for k, v in loaded.iloc[0].items()}
        measures = query("SELECT * FROM marts.dim_measure ORDER BY measure_id")
        asked_for = sorted({line.measure for line in extract.lines})
        if unknown := sorted(set(asked_for) - set(measures["measure_id"])):
            raise ConfigError(f"{path} asks for what is no measure: {', '.join(unknown)}.")
        figures = query(
            _FIGURES, slug, extract.periods.type, asked_for, about["extract_date"], extract.periods.last
        )
    return about | {"extract_date": str(pd.Timestamp(about["extract_date"]).date())}, measures, figures


def _out_already(lake: Lake, slug: str, but: str) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """What the last pack was made from, and what packs and other extracts print.

    Raises:
        ConfigError: no half-term was published yet, so nothing is known of what counts have in common.

    """
    home = f"reports/authority={slug}/restricted/inputs"
    reports = sorted((each["report"] for each in lake.manifests(f"{home}/report=*")), key=report_order)
    if not reports:
        raise ConfigError("An extract for the public needs the pack of a half-term: publish one first.")
    path_of = {each: f"{home}/report={each}" for each in reports}
    inputs = {table: to_frame(rows) for table, rows in lake.read(path_of[reports[-1]]).items()}
    printed = [
        to_frame(lake.read(path, only="printed")["printed"]).assign(report=report)
        for report, path in path_of.items()
    ]
    return inputs, pd.concat([*printed, *printed_by_extracts(lake, slug, but)])


def printed_by_extracts(lake: Lake, slug: str, but: str = "") -> list[pd.DataFrame]:
    """Which counts the extracts for the public print and withhold, with `report`, for whatever comes after them."""
    home = f"reports/authority={slug}/restricted/extracts"
    folders = sorted(lake.folders(f"{home}/name=*/extract_date=*"))
    manifests = {path: manifest for path in folders if (manifest := lake.manifest(path))}
    return [
        to_frame(lake.read(path, only="printed")["printed"]).assign(report=manifest["report"])
        for path, manifest in manifests.items()
        if manifest["report"] != but
    ]


__all__ = ["build_extract", "printed_by_extracts"]
