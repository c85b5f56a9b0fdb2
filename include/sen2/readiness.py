"""What stands between a return and its signature: results by rule, by record and its owner, and how much is ready."""

from __future__ import annotations

import pandas as pd

from include.model import NOT_ALLOCATED
from include.sen2.build import Return
from include.sen2.layout import MODULES

WHOLE = "whole_return"
EXPLANATION = ["rule", "record_id", "explanation", "explained_by", "explained_on"]


def with_owners(findings: pd.DataFrame, owners: pd.DataFrame, explanations: pd.DataFrame) -> pd.DataFrame:
    """Findings with who holds the case, and the explanation on file.

    Args:
        findings: as `rules.check` gives them.
        owners: `person_id`, `team`, `caseworker`.
        explanations: columns `EXPLANATION`, and `carried_from`, the year that one was first given for; one without a
            `record_id` explains every record that breaks its rule.

    Returns:
        The findings with `team`, `caseworker`, `explanation`, `explained_by`, `carried_from`. Errors have none: an
        error is put right, not explained.

    """
    owners = owners.drop_duplicates("person_id").astype("str")
    listed = findings.merge(owners, how="left", on="person_id")
    for holder in ("team", "caseworker"):
        listed[holder] = listed[holder].fillna(NOT_ALLOCATED)
    columns = ["explanation", "explained_by", "carried_from"]
    by_record = explanations[explanations["record_id"].notna()].drop_duplicates(
        ["rule", "record_id"], keep="last"
    )
    by_rule = explanations[explanations["record_id"].isna()].drop_duplicates("rule", keep="last")
    of_record = listed[["rule", "record_id"]].merge(by_record[["rule", "record_id", *columns]], how="left")
    of_rule = listed[["rule"]].merge(by_rule[["rule", *columns]], how="left")
    is_query = (listed["level"] == "query").to_numpy()
    for column in columns:
        texts = of_record[column].fillna(of_rule[column]).to_numpy()
        listed[column] = pd.Series(texts, index=listed.index).astype("str").where(is_query)
    return listed


def by_rule(listed: pd.DataFrame) -> pd.DataFrame:
    """Findings by rule and module: `rule, dfe_rule, level, module, fields, message, action, records, explained`."""
    listed = listed.assign(dfe_rule=listed.get("dfe_rule"))
    keys = ["rule", "dfe_rule", "level", "module", "fields", "message", "action"]
    counted = listed.assign(explained=listed["explanation"].notna()).groupby(keys, dropna=False, sort=True)
    return counted.agg(records=("level", "size"), explained=("explained", "sum")).reset_index()


def readiness(
    ret: Return, listed: pd.DataFrame, owners: pd.DataFrame, missing: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Records that break no error rule: `module, team, records, ready, percent_ready`, with `all` for totals.

    `missing`: records that the return lacks because validation set them aside, `module, record_id, person_id`. They
    count, and are not ready.
    """
    holder = owners.drop_duplicates("person_id").set_index("person_id")["team"]
    errors = listed[listed["level"] == "error"]
    parts = []
    for module in MODULES[1:]:
        frame = ret.modules[module]
        bad = errors.loc[errors["module"] == module, "record_id"].dropna()
        parts.append(
            pd.DataFrame(
                {
                    "module": module,
                    "team": frame["_person_id"].map(holder).fillna(NOT_ALLOCATED).to_numpy(),
                    "ready": ~frame["_record_id"].isin(bad).to_numpy(),
                }
            )
        )
    if missing is not None and len(missing):
        team = missing["person_id"].map(holder.to_dict()).astype("str").fillna(NOT_ALLOCATED).to_numpy()
        parts.append(pd.DataFrame({"module": missing["module"].to_numpy(), "team": team, "ready": False}))
    rows = pd.concat(parts, ignore_index=True).astype({"module": "str", "team": "str"})
    views = [rows, rows.assign(team="all"), rows.assign(module="all"), rows.assign(module="all", team="all")]
    counted = (
        pd.concat(views)
        .groupby(["module", "team"], sort=True)["ready"]
        .agg(records="size", ready="sum")
        .reset_index()
    )
    # Rounded down: 100 says that every record is ready.
    return counted.assign(percent_ready=counted["ready"] * 1000 // counted["records"] / 10)
