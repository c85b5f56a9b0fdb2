"""The work list as loaded, for the people who do the work."""

from __future__ import annotations

import pandas as pd

from include.errors import ConfigError
from include.pipeline.night import warehouse
from include.settings import AuthorityConfig, Settings

_IDENTIFIERS = {
    "team": "SELECT team_id FROM restricted.team WHERE authority = %s",
    "caseworker": "SELECT caseworker_id FROM restricted.caseworker WHERE authority = %s",
}


def work_list(slug: str, *, team: str | None = None, caseworker: str | None = None) -> pd.DataFrame:
    """What caseworkers of an authority must do next after its newest load: columns of `restricted.work_list`.

    Args:
        slug: short name of the authority.
        team: identifier; only cases of this team.
        caseworker: identifier; only cases of this caseworker.

    Raises:
        ConfigError: no such authority is configured, or nobody works there under an identifier asked for.

    """
    settings = Settings.load()
    AuthorityConfig.load(settings, slug)
    store = warehouse(settings)
    rows = store.query("SELECT * FROM restricted.work_list WHERE authority = %s ORDER BY place", slug)
    for table, identifier in (("team", team), ("caseworker", caseworker)):
        if identifier is None:
            continue
        chosen = rows[rows[f"{table}_id"] == identifier]
        identifiers = store.query(_IDENTIFIERS[table], slug)[f"{table}_id"]
        if chosen.empty and identifier not in {*identifiers, "not_allocated", "not_recorded"}:
            raise ConfigError(
                f"There is no {table} {identifier!r} in {slug}. Give the identifier that restricted.{table} has."
            )
        rows = chosen
    return rows.drop(columns="authority")
