"""The pack of a half-term, and word that it is there.

| file in `reports/authority=<slug>/period=<half-term>/` | holds |
|---|---|
| `board.csv` | every published figure with its name, definition, target and citation; true counts, for use inside |
| `board-revisions.csv` | figures published before that read differently today, and why |
"""

from __future__ import annotations

import json
import logging
import tempfile
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pandas as pd

from include.errors import ConfigError, NotYet
from include.lake import Lake
from include.pipeline.night import Counts, warehouse
from include.settings import AuthorityConfig, Settings
from include.spreadsheet import write_csv

log = logging.getLogger(__name__)

_FIGURES = """
    SELECT authority.authority_name, authority.is_synthetic, measure.measure_name, measure.definition, measure.unit,
        measure.direction, measure.target, measure.target_source, measure.citation, measure.recommendation, figure.*
    FROM marts.reported_figure AS figure
    JOIN ops.authority AS authority USING (authority)
    LEFT JOIN marts.dim_measure AS measure USING (measure_id)
    WHERE authority = %s AND report_key = (
        SELECT report_key FROM marts.reported_figure
        WHERE authority = %s AND report_key LIKE %s ORDER BY published_at DESC LIMIT 1
    )
    ORDER BY measure_id, period_type, dimension, member
"""


def build_pack(slug: str, period: str) -> Counts:
    """Write the files of a half-term's latest publication. The same publication gives the same bytes.

    A half-term that was never published, such as one of a backfill, has no pack.
    """
    settings = Settings.load()
    store, lake = warehouse(settings), Lake(settings.lake_url)
    figures = store.query(_FIGURES, *(slug, slug, f"{period}.%"))
    if figures.empty:
        return {"period": period, "files": 0}
    revisions = store.query(
        "SELECT * FROM bi.revisions WHERE authority = %s AND reason <> 'unchanged' AND dimension = 'all'"
        " ORDER BY report_key, measure_id, period_type",
        slug,
    )
    files = {"board.csv": figures, "board-revisions.csv": revisions}
    for name, frame in files.items():
        lake.write_file(f"reports/authority={slug}/period={period}/{name}", _csv(frame))
    return {"period": period, "report": str(figures["report_key"].iloc[0]), "files": len(files)}


def notify(slug: str, period: str) -> Counts:
    """Tell the address in `SEND_NOTIFY_URL` (an incoming webhook that takes `{"text": ...}`) about a publication.

    Without an address, or without a publication, it is told in the log only. The message holds counts and no figure.

    Raises:
        ConfigError: the address does not take it.
        NotYet: it cannot be reached.

    """
    settings = Settings.load()
    name = AuthorityConfig.load(settings, slug).name
    found = warehouse(settings).query(
        "SELECT max(report_key) AS report, count(*) AS figures,"
        " (SELECT count(*) FROM bi.revisions"
        "  WHERE authority = %s AND dimension = 'all' AND reason <> 'unchanged') AS revised"
        " FROM marts.reported_figure WHERE authority = %s AND report_key LIKE %s",
        *(slug, slug, f"{period}.%"),
    )
    if not found["figures"].iloc[0]:
        return {"period": period, "told": False}
    text = (
        f"{name}: {period} is published as {found['report'].iloc[0]} with {found['figures'].iloc[0]:,} figures. "
        f"{found['revised'].iloc[0]:,} totals published before read differently today; see bi.revisions."
    )
    log.info("%s", text)
    if settings.notify_url:
        _post(settings.notify_url, text)
    return {"period": period, "told": bool(settings.notify_url)}


def _csv(frame: pd.DataFrame) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        write_csv(frame, path)
        return path.read_bytes()


def _post(url: str, text: str) -> None:
    if not url.startswith("https://") and not url.startswith("http://localhost"):
        raise ConfigError("SEND_NOTIFY_URL must begin https://.")
    asked = Request(  # noqa: S310 - checked above
        url, data=json.dumps({"text": text}).encode(), headers={"Content-Type": "application/json"}
    )
    try:
        with urlopen(asked, timeout=30):  # noqa: S310
            pass
    except URLError as error:
        code = getattr(error, "code", None)
        if code is not None and code < 500:
            raise ConfigError(f"SEND_NOTIFY_URL did not take the message: it answered {code}.") from None
        raise NotYet("SEND_NOTIFY_URL cannot be reached, or cannot take messages at the moment.") from None
