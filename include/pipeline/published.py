"""DfE's published figures on their way into the warehouse, and our own in DfE's layout before DfE has them.

```
what is bundled, and each release taken in ──► dfe.published_<file>, dfe.published_revision
                                           └─► dfe.published_benchmark, with ranks
the return of a year                       ──► dfe.<file>, published/authority=<slug>/year=<y>/<file>.csv
                                           └─► dfe.benchmark
```
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections import defaultdict
from datetime import date
from typing import Any

import pandas as pd

from include import published
from include.lake import Lake, checksums
from include.model import empty
from include.pipeline.night import Counts, Night, utc_now, warehouse
from include.pipeline.sen2_checks import build, newest_records, return_year
from include.published import benchmarks, ees, own, reading, releases, revised
from include.published.records import Records
from include.sen2 import Return
from include.settings import Settings
from include.transforms import Catalogue

log = logging.getLogger(__name__)

_LAYER = "published"


def take_published(places: list[str], edition: int | None = None) -> Counts:
    """Keep a release of DfE's in the lake, and load it beside the editions that are there.

    Nothing in it is fatal that can be read: columns, labels and signs that are new, or missing, are told by name. A
    file that DfE corrected since it was taken stands in place of the earlier one, which is kept.

    Args:
        places: folders, CSV files, ZIP archives or addresses; see `releases.take`.
        edition: reporting year, where it is not that after the latest year told of.

    Raises:
        ConfigError: none of DfE's files is there.
        SourceUnavailable: an address does not answer.

    """
    release = releases.take(places, edition)
    lake = Lake(Settings.load().lake_url)
    version = hashlib.sha256(json.dumps(checksums(release.files), sort_keys=True).encode()).hexdigest()[:12]
    path = f"{_LAYER}/edition={release.edition}/version={version}"
    is_new = lake.manifest(path) is None
    if is_new:
        lake.write(
            path, release.files, edition=release.edition, version=version, taken_at=utc_now().isoformat()
        )
    findings = [
        line
        for file, rows in release.files.items()
        for line in _said(file, reading.parse(rows, file, release.edition)[1])
    ]
    for line in findings:
        log.warning("DfE's edition %s, %s", release.edition, line)
    return {
        "edition": str(release.edition),
        "files": ", ".join(release.files),
        "new": is_new,
        **({"told": findings} if findings else {}),
        **({"not_dfe_files": ", ".join(release.others)} if release.others else {}),
        **load_published(),
    }


def load_published() -> Counts:
    """Load every edition that is bundled or was taken in, and what DfE revised between them, into `dfe.published_*`."""
    settings = Settings.load()
    taken_in = _taken(Lake(settings.lake_url))
    snapshots: dict[str, list[tuple[int, str, pd.DataFrame]]] = defaultdict(list)
    for edition, when, file, rows in [*_bundled(), *taken_in]:
        snapshots[file].append((edition, when, rows))
    frames = {}
    revisions = []
    for file, editions in sorted(snapshots.items()):
        editions.sort(key=lambda each: each[:2])
        newest = {edition: rows for edition, _, rows in editions}
        frames[f"published_{file}"] = pd.concat(list(newest.values()), ignore_index=True)
        revisions.append(revised.over_editions(file, [rows for _, _, rows in editions]))
    frames["published_revision"] = pd.concat(revisions, ignore_index=True)
    catalogue = Catalogue.load()
    by_file = {name.removeprefix("published_"): rows for name, rows in frames.items()}
    frames["published_benchmark"] = benchmarks.published(by_file, catalogue)
    frames["benchmark_definition"] = benchmarks.definitions(catalogue)
    loaded = warehouse(settings).load_published(frames)
    return {"rows": loaded, "tables": len(frames), "revised": len(frames["published_revision"])}


def own_published(slug: str, edition: int | None = None, extract_date: date | None = None) -> Counts:
    """An authority's own figures in the layout of DfE's files, from its return of that year as records have it now.

    Args:
        slug: the authority.
        edition: reporting year, which is that of the return; the one being prepared unless told.
        extract_date: the night whose records are taken; the newest let through unless told.

    Raises:
        NotYet: no extract has been let through.
        ConfigError: nothing is known of a return of that year.

    """
    night, tables = newest_records(slug, extract_date)
    edition = edition or return_year(night.extract_date)
    return keep_own_published(night, build(night, tables, edition), tables.get("setting"))


def keep_own_published(night: Night, ret: Return, settings: pd.DataFrame | None) -> Counts:
    """Load a return's figures in DfE's layout into `dfe.<file>`, and leave them in the lake as files to publish."""
    listed = settings if settings is not None else empty("setting")
    census = min(ret.census_date, night.extract_date)
    about = published.opendata.authority(night.authority.la_code)
    place = own.Place(
        *(str(about[name]) for name in ("la_code", "ons_code", "la_name", "region_code", "region_name"))
    )
    records = Records(ret.modules, listed, ret.year, census)
    by_file, whole = own.in_both_layouts(records, place)
    files = {}
    for file, rows in whole.items():
        files[f"{file}.csv"] = ees.data_file(rows, file, ret.year)
        files[f"{file}.meta.csv"] = ees.metadata_file(file, ret.year)
    path = f"{_LAYER}/authority={night.authority.slug}/year={ret.year}"
    comparable = {"benchmark": benchmarks.figures(by_file)}
    is_recorded = warehouse(night.settings).record_in_dfe_layout(night.run, ret.year, by_file | comparable)
    if is_recorded:
        night.lake.write_folder(path, files, extract_date=str(night.extract_date), year=ret.year)
    unknown = own.unknown_placements(records)
    for reason, plans in unknown.items():
        log.warning(
            "%s: of %d plans the placement is unknown to DfE's files: %s", night.authority.slug, plans, reason
        )
    return {
        "year": str(ret.year),
        "extract_date": str(night.extract_date),
        "files": len(by_file),
        "rows": sum(map(len, by_file.values())),
        "placements_unknown": int(unknown.sum()),
        **({"written_to": f"{night.lake.root}/{path}"} if is_recorded else {"superseded": True}),
    }


def _bundled() -> list[tuple[int, str, str, pd.DataFrame]]:
    """Edition, when taken (before all others), file and rows of what comes with this software."""
    return [
        (edition, "", name.removeprefix("published_"), rows)
        for edition in published.opendata.EDITIONS
        for name, rows in published.frames(edition).items()
    ]


def _taken(lake: Lake) -> list[tuple[int, str, str, pd.DataFrame]]:
    snapshots = []
    for path in lake.folders(f"{_LAYER}/edition=*/version=*"):
        if manifest := lake.manifest(path):
            edition = int(manifest["edition"])
            for file, rows in lake.read(path).items():
                snapshots.append(
                    (edition, str(manifest["taken_at"]), file, reading.parse(rows, file, edition)[0])
                )
    return snapshots


def _said(file: str, findings: Any) -> list[str]:
    return [f"{file}: {line}" for line in findings.lines()]
