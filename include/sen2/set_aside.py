"""What validation set aside or left out, as findings about the return: nothing leaves it in silence.

A row that validation set aside would have been a record of the return if the return built with it has that record. A
value that was left out is a fault of its record. Either is an error: the return is not whole until it is put right.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from include.model import TABLES
from include.model.codes import codes_of_year
from include.sen2.build import TABLES_OF, Return

# What `reasons` has: case table, identifier of the record in the return, of the record above it, column, rule of
# validation, drop_row or blank_value, why in words, what to do, and the text that was received.
REASON = ["table", "record_id", "above_id", "column", "rule", "policy", "why", "remedy", "value"]
MISSING = ["module", "record_id", "person_id"]
MODULE_OF = {table: module for module, (table, _, _) in TABLES_OF.items()}
# Days that say to which return a record belongs, though no field of the return holds them.
_SCOPE = {"left_date", "transfer_in_date"}
_OPEN = "A"
# What to do about each thing that `Return.left_out` names; the keys are numbers of rules, all of them queries.
SCOPE_ACTIONS = {
    "SCOPE-no-day": "Enter the day, or see what is not settled in docs/sen2.md.",
    "SCOPE-left": "Enter how and when it ended, or remove the day on which the person left.",
    "SCOPE-no-plan": "Add the plan's own record, or the day on which the placement ended.",
    "SCOPE-no-origin": "Enter the authority's number, or remove the day of the transfer.",
}
_SAID = {
    "readable": "was unreadable",
    "plausible": "is not a day that can be",
    "not_ahead": "lies after the day of the extract",
    "code": "is not a code of its set",
    "required": "is missing",
    "reference": "names a record that is not there",
    "repeated": "is in the extract more than once",
    "unique": "is that of another row, which differs",
}


def as_if_kept(
    tables: Mapping[str, pd.DataFrame], dropped: Mapping[str, pd.DataFrame], year: int
) -> dict[str, pd.DataFrame]:
    """Case tables with the rows that validation set aside put back, as far as they can be read.

    Args:
        tables: conformed case tables.
        dropped: rows set aside, in the types of the model, by case table.
        year: of the return.

    """
    whole = dict(tables)
    for name, rows in dropped.items():
        if name not in MODULE_OF or name not in tables:
            continue
        keys = TABLES[name].key
        put_back = rows.dropna(subset=keys).drop_duplicates(keys)
        keys_there = tables[name].set_index(list(keys)).index
        put_back = put_back[~put_back.set_index(list(keys)).index.isin(keys_there)]
        for column in ("request_outcome", "assessment_outcome"):
            if column in put_back:
                # A decision that cannot be read may not have been made.
                codes = codes_of_year(str(TABLES[name].columns[column].codeset), year)
                put_back = put_back.assign(
                    **{column: put_back[column].where(put_back[column].isin(codes), _OPEN)}
                )
        whole[name] = pd.concat([tables[name], put_back[tables[name].columns]], ignore_index=True)
    return whole


def gate_findings(
    ret: Return, whole: Return, reasons: pd.DataFrame, tables: Mapping[str, pd.DataFrame]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Findings about what validation set aside, and the records that the return lacks because of it.

    Args:
        ret: the return.
        whole: the return with the rows put back, as `as_if_kept` does.
        reasons: columns `REASON`.
        tables: what `whole` was built from.

    Returns:
        Findings as `rules.check` gives them with `value`, the text received, where it is not personal; and `MISSING`.

    """
    parts = []
    for module, frame in whole.modules.items():
        lost = frame[~frame["_record_id"].isin(ret.modules[module]["_record_id"])]
        parts.append(
            pd.DataFrame({"module": module, "record_id": lost["_record_id"], "person_id": lost["_person_id"]})
        )
    missing = pd.concat(parts, ignore_index=True).drop_duplicates(["module", "record_id"]).astype("str")
    reasons = reasons[reasons["table"].isin(MODULE_OF)].copy()
    reasons["module"] = reasons["table"].map(MODULE_OF)
    reasons["fields"] = [
        _field(table, column, year=ret.year)
        for table, column in zip(reasons["table"], reasons["column"], strict=True)
    ]
    owner = pd.concat([whole.modules[m].assign(module=m) for m in TABLES_OF]).drop_duplicates(
        ["module", "_record_id"]
    )
    owner = owner[["module", "_record_id", "_person_id"]].set_axis(
        ["module", "record_id", "person_id"], axis=1
    )
    causes = reasons.merge(owner.assign(in_return=True), how="left", on=["module", "record_id"])
    is_row = causes["policy"] == "drop_row"
    # A row that hangs on nothing could be of any year: it is told.
    astray = is_row & ~_reachable(causes, tables)
    concerns_return = (causes["in_return"].eq(True) | astray) & (is_row | causes["fields"].notna())
    causes = causes[concerns_return]
    findings = causes.assign(
        rule="GATE-" + causes["rule"],
        level="error",
        fields=causes["fields"].fillna(""),
        message=[_message(row) for row in causes.to_dict("records")],
        action=causes["remedy"],
    )
    unexplained = missing.merge(
        findings[["module", "record_id"]].drop_duplicates(), how="left", indicator=True
    )
    below = unexplained[unexplained["_merge"] == "left_only"].drop(columns="_merge")
    below = below.assign(
        rule="GATE-above",
        level="error",
        fields="",
        message="The record is in the return only together with one that validation set aside.",
        action="Put that one right.",
        value=None,
    )
    columns = ["rule", "level", "module", "record_id", "person_id", "fields", "message", "action", "value"]
    return pd.concat([findings[columns], below[columns]], ignore_index=True).astype("str"), missing


def without_doubles(findings: pd.DataFrame, gate: pd.DataFrame) -> pd.DataFrame:
    """Findings without those about a field that is blank because validation left its value out."""
    left_out = gate[gate["fields"].fillna("") != ""]
    pairs = set(zip(left_out["module"], left_out["record_id"], left_out["fields"], strict=True))
    if not pairs:
        return findings
    double = [
        any((row.module, row.record_id, name) in pairs for name in str(row.fields).split(";"))
        for row in findings.itertuples()
    ]
    return findings[~pd.Series(double, index=findings.index, dtype=bool)]


def left_out_findings(ret: Return, gate: pd.DataFrame) -> pd.DataFrame:
    """What `Return.left_out` names, as findings; a plan whose record validation set aside is told in `gate`."""
    rows = ret.left_out
    rows = rows[(rows["rule"] != "SCOPE-no-plan") | ~rows["record_id"].isin(gate["record_id"])]
    return pd.DataFrame(
        {
            "rule": rows["rule"],
            "level": "query",
            "module": rows["module"],
            "record_id": rows["record_id"],
            "person_id": rows["person_id"],
            "fields": "",
            "message": rows["why"].str.slice(0, 1).str.upper() + rows["why"].str.slice(1) + ".",
            "action": rows["rule"].map(SCOPE_ACTIONS),
        }
    ).astype("str")


def _field(table: str, column: object, year: int) -> str | None:
    """Field of the return that a column fills, or the column itself where it says what is in the return."""
    described = TABLES[table].columns.get(str(column))
    if described is None:
        return None
    if described.sen2:
        return "gendercurrent" if year == 2023 and described.sen2 == "Sex" else described.sen2.lower()
    return described.name if described.name in _SCOPE else None


def _reachable(reasons: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.Series:
    """The row has an identifier and names a record above it that is there."""
    ids: dict[str, set[str]] = {}
    answers = []
    for table, own, above in zip(reasons["table"], reasons["record_id"], reasons["above_id"], strict=True):
        parent = _TABLE_ABOVE[table]
        if parent and parent not in ids:
            ids[parent] = set(tables[parent][f"{parent}_id"].dropna()) if parent in tables else set()
        answers.append(pd.notna(own) and (parent is None or (pd.notna(above) and above in ids[parent])))
    return pd.Series(answers, index=reasons.index, dtype=bool)


_TABLE_ABOVE = {
    "person": None,
    "request": "person",
    "assessment": "request",
    "plan": "assessment",
    "plan_placement": "plan",
    "active_plan": "request",
    "placement": "active_plan",
    "sen_need": "active_plan",
}


def _message(row: Mapping[Hashable, Any]) -> str:
    """In words and without the value: "The start date was unreadable; the record was set aside by validation."."""
    kind = str(row["rule"]).rsplit(".", 1)[-1]
    fault = _SAID.get(kind)
    if fault is None or pd.isna(row["column"]):
        sentence = str(row["why"]).rstrip(".")
    else:
        sentence = f"The {str(row['column']).replace('_', ' ')} {fault}"
    effect = "the record was set aside" if row["policy"] == "drop_row" else "the value was left out"
    return f"{sentence}; {effect} by validation."


def with_values(listed: pd.DataFrame) -> pd.DataFrame:
    """Findings as the restricted list has them: a message says which text was received, where that is not personal."""
    has_value = listed["value"].notna()
    words = listed["message"].str.split(";", n=1)
    with_value = words.str[0] + ": " + listed["value"] + ";" + words.str[1]
    return listed.assign(message=listed["message"].mask(has_value, with_value)).drop(columns="value")
