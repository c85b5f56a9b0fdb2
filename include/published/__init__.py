"""The statistics that DfE publishes, bundled as open data."""

from __future__ import annotations

import pandas as pd

from include.published import opendata


def frames(edition: int | None = None) -> dict[str, pd.DataFrame]:
    """Every row of every bundled file as `published_<file>`, for the warehouse: all editions, or one.

    Raises:
        ConfigError: no such edition is bundled.

    """
    from include.errors import ConfigError

    if edition is not None and edition not in opendata.EDITIONS:
        raise ConfigError(
            f"No edition {edition} is bundled. There are: {', '.join(map(str, opendata.EDITIONS))}."
        )
    return {
        f"published_{file}": opendata.read(file, year)
        for year in opendata.EDITIONS
        if edition in (None, year)
        for file in sorted(
            p.name.removesuffix(".csv.gz") for p in (opendata.DATA / str(year)).glob("*.csv.gz")
        )
    }
