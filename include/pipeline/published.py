"""DfE's published figures on their way into the warehouse: those bundled here, and each edition taken in later."""

from __future__ import annotations

import hashlib
import json
import logging
from collections import defaultdict
from typing import Any

import pandas as pd

from include import published
from include.lake import Lake, checksums
from include.pipeline.night import Counts, utc_now, warehouse
from include.published import reading, releases, revised
from include.settings import Settings

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
    taken = _taken(Lake(settings.lake_url))
    snapshots: dict[str, list[tuple[int, str, pd.DataFrame]]] = defaultdict(list)
    for edition, when, file, rows in [*_bundled(), *taken]:
        snapshots[file].append((edition, when, rows))
    frames = {}
    revisions = []
    for file, found in sorted(snapshots.items()):
        found.sort(key=lambda each: each[:2])
        newest = {edition: rows for edition, _, rows in found}
        frames[f"published_{file}"] = pd.concat(list(newest.values()), ignore_index=True)
        revisions.append(revised.over_editions(file, [rows for _, _, rows in found]))
    frames["published_revision"] = pd.concat(revisions, ignore_index=True)
    loaded = warehouse(settings).load_published(frames)
    return {"rows": loaded, "tables": len(frames), "revised": len(frames["published_revision"])}


def _bundled() -> list[tuple[int, str, str, pd.DataFrame]]:
    """Edition, when taken (before all others), file and rows of what comes with this software."""
    return [
        (edition, "", name.removeprefix("published_"), rows)
        for edition in published.opendata.EDITIONS
        for name, rows in published.frames(edition).items()
    ]


def _taken(lake: Lake) -> list[tuple[int, str, str, pd.DataFrame]]:
    found = []
    for path in lake.folders(f"{_LAYER}/edition=*/version=*"):
        if manifest := lake.manifest(path):
            edition = int(manifest["edition"])
            for file, rows in lake.read(path).items():
                found.append(
                    (edition, str(manifest["taken_at"]), file, reading.parse(rows, file, edition)[0])
                )
    return found


def _said(file: str, findings: Any) -> list[str]:
    return [f"{file}: {line}" for line in findings.lines()]
