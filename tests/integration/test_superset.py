"""Superset itself takes the export, and its charts show the catalogue's figures. Optional: docs/connecting.md."""

from __future__ import annotations

import io
import json
import os
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import sqlalchemy as sa

from include.warehouse import Warehouse
from tests.semantic.tmdl import BI

pytestmark = [
    pytest.mark.consumer,
    pytest.mark.timeout(1800),
    pytest.mark.postgres,
    pytest.mark.skipif(
        "SEND_SUPERSET_PYTHON" not in os.environ,
        reason="SEND_SUPERSET_PYTHON names no Python that has Superset",
    ),
]


def pointed_at(url: str) -> bytes:
    """The export, with the address of the warehouse in it."""
    address = sa.make_url(url).set(drivername="postgresql+psycopg2").render_as_string(hide_password=False)
    packed = io.BytesIO()
    with zipfile.ZipFile(BI / "superset.zip") as given, zipfile.ZipFile(packed, "w") as made:
        for name in given.namelist():
            text = given.read(name).decode()
            if "/databases/" in name:
                text = text.replace("postgresql+psycopg2://superset@localhost:5432/send", address)
            made.writestr(name, text)
    return packed.getvalue()


@pytest.fixture(scope="module")
def charts(england: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    """Name of each chart -> the rows that Superset's API gives for it."""
    folder = Path(os.environ.get("SEND_SUPERSET_HOME") or tmp_path_factory.mktemp("superset"))
    export = folder / "export.zip"
    export.write_bytes(pointed_at(england))
    script = Path(__file__).with_name("superset_run.py")
    subprocess.run([os.environ["SEND_SUPERSET_PYTHON"], script, folder, export], check=True)
    found: dict[str, Any] = json.loads((folder / "charts.json").read_text())
    refused = {name: answer for name, answer in found.items() if not isinstance(answer, list)}
    assert not refused
    return {name: pd.DataFrame(rows) for name, rows in found.items()}


def figures(store: Warehouse, measure: str, period: str, dimension: str = "all") -> pd.DataFrame:
    return store.query(
        "SELECT period_key, member, sum(numerator)::float AS numerator, sum(denominator)::float AS denominator "
        "FROM marts.measure_value WHERE measure_id = %s AND period_type = %s AND dimension = %s GROUP BY 1, 2",
        measure,
        period,
        dimension,
    )


def rate(rows: pd.DataFrame) -> pd.Series:
    """Percent, half up in whole numbers."""
    return (2000 * rows["numerator"] + rows["denominator"]) // (2 * rows["denominator"]) / 10


def test_the_charts_of_the_dashboard_show_the_figures_of_the_catalogue(
    charts: dict[str, pd.DataFrame], england: str
) -> None:
    """The dashboard shows all authorities of the warehouse together, so their counts are added up here too."""
    store = Warehouse(england)
    rates = figures(store, "ehcp_20wk_rate_incl", "half_term").groupby("period_key").sum(numeric_only=True)
    seen = charts["New plans within 20 weeks by half-term, percent"].set_index("half_term_key")
    seen = seen[seen.index.isin(rates.index)]  # the first year of the calendar begins before the first figure
    rates = rates[rates["denominator"] > 0]
    assert seen["ehcp_20wk_rate_incl"].astype("float64").to_dict() == rate(rates).to_dict()

    by_need = figures(store, "ehcp_20wk_rate_incl", "academic_year", "primary_need").merge(
        store.query("SELECT member, member_label AS primary_need FROM bi.dim_primary_need")
    )
    by_need = by_need.groupby("primary_need")[["numerator", "denominator"]].sum()
    shown = charts["New plans within 20 weeks by primary need"].set_index("primary_need").astype("float64")
    assert shown[[*by_need]].to_dict("index") == by_need.to_dict("index")
    assert (shown["ehcp_20wk_rate_incl"] == rate(shown)).all()

    requests = figures(store, "requests_received", "month").groupby("period_key")["numerator"].sum()
    received = (
        charts["Requests received by month"].set_index("month_key")["requests_received"].astype("float64")
    )
    assert received[received.index.isin(requests.index)].to_dict() == requests[requests > 0].to_dict()

    seen = charts["Open cases at each month's end"].set_index("month_key")
    for name in ("assessments_open_n", "plans_maintained_n"):
        stock = figures(store, name, "month").groupby("period_key")["numerator"].sum()
        told = seen[name].astype("float64").fillna(0)
        assert told.to_dict() == stock[stock.index.isin(told.index)].to_dict()

    for name, view, where in (
        ("Open 20-week cases by weeks and team", "open_twenty_week_cases", ""),
        ("Plans whose time runs out, in working days", "breaches_ahead", "WHERE limit_id = 'final_plan'"),
    ):
        total = store.query(f"SELECT sum(open_cases) AS n FROM bi.{view} {where}")["n"].item()
        assert charts[name]["open_cases"].astype("float64").sum() == float(total) > 0
    assert not charts["New plans within 20 weeks by team"].empty
