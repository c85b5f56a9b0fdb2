"""This year's published 20-week figures as forecast on a night: `marts.forecast` and `marts.forecast_target`."""

from __future__ import annotations

from typing import Any

import pandas as pd

from include.pipeline.facts import Facts
from include.pipeline.figures import what_is_not_reliable
from include.pipeline.night import Night
from include.transforms import forecast

# The measure whose definition says where the line is from which the Department is said to write, and who says so.
_LINE = "dfe_threshold_margin"
_RESTS_ON = "ehcp_20wk_rate_excl"


def forecasts_of(night: Night, facts: Facts) -> dict[str, pd.DataFrame]:
    """The tables of a night by name; both empty for an authority that keeps no requests. No I/O but manifests."""
    clocks = facts["fact_clock"]
    clocks = clocks[clocks["limit_id"] == "final_plan"] if "request" in night.held else clocks.iloc[:0]
    doubts = what_is_not_reliable(night)
    doubts = doubts[(doubts["measure_id"] == _RESTS_ON) & (doubts["dimension"] == "all")]
    line: Any = night.catalogue[_LINE]
    figures, targets = forecast.forecasts(
        clocks,
        night.extract_date,
        line=float(line.less),
        not_reliable="; ".join(doubts["because"]) or None,
    )
    has_line = figures["line"].notna()
    return {
        "forecast": figures.assign(
            line_source=pd.Series(line.target_source, index=figures.index, dtype="str").where(has_line)
        ),
        "forecast_target": targets,
    }
