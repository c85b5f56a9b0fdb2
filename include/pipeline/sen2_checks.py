"""A return with all that is known against it: broken rules, what validation set aside, explanations, last year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from include.errors import LakeError, NotYet
from include.expectations import catalogue, parse
from include.lake import Lake
from include.model import NOT_ALLOCATED, TABLES, label
from include.model.frames import to_frame
from include.model.labels import hidden, holders_shown
from include.pipeline.night import Counts, Night
from include.pipeline.quality import holders
from include.sen2 import Return, build_return, return_years, year_of
from include.sen2 import explanations as explained
from include.sen2.build import TABLES_OF
from include.sen2.coverage import known_as
from include.sen2.readiness import by_rule, readiness, with_owners
from include.sen2.rules import check
from include.sen2.set_aside import (
    REASON,
    as_if_kept,
    gate_findings,
    left_out_findings,
    with_values,
    without_doubles,
)

REBUILT = "built again from today's records: no sealed return of that year is kept"


@dataclass(frozen=True)
class Checked:
    """A return and what is known against it.

    Attributes:
        ret: the return.
        previous: last year's; None where nothing is known of it.
        previous_is: what it is, in words.
        listed: findings with owner, explanation, DfE's number and, for what validation set aside, `value`.
        missing: records that the return lacks because validation set them aside.
        owners: `person_id`, `team`, `caseworker`.
        explanations: as read, with `state`: used, not used, or why it cannot be.
        hidden: names of teams and caseworkers that read like something of a child: see `include.model.labels`.

    """

    ret: Return
    previous: Return | None
    previous_is: str
    listed: pd.DataFrame
    missing: pd.DataFrame
    owners: pd.DataFrame
    explanations: pd.DataFrame
    hidden: dict[str, set[str]]

    @property
    def rules(self) -> pd.DataFrame:
        """Findings by rule and module."""
        return by_rule(self.listed)

    @property
    def ready(self) -> pd.DataFrame:
        """How much is ready, by module and team."""
        return readiness(self.ret, self.listed, holders_shown(self.owners, self.hidden), self.missing)

    @property
    def served(self) -> pd.DataFrame:
        """Findings as the warehouse may have them, but for their identifiers."""
        return holders_shown(self.listed, self.hidden)

    @property
    def shown(self) -> pd.DataFrame:
        """Findings as the restricted lists have them."""
        nobody = {NOT_ALLOCATED: label("Unknown", NOT_ALLOCATED)}
        return with_values(self.listed).replace({"team": nobody, "caseworker": nobody})

    @property
    def notes(self) -> list[str]:
        """Lines of explanations that say nothing, with file and line and no identifier of a record."""
        wrong = self.explanations[~self.explanations["state"].isin(["used", "not used"])]
        return [f"{row.file}, line {row.line}: {row.state}" for row in wrong.itertuples()]

    @property
    def counts(self) -> Counts:
        """Errors, queries and queries without an explanation."""
        queries = self.listed[self.listed["level"] == "query"]
        return {
            "errors": int((self.listed["level"] == "error").sum()),
            "queries": len(queries),
            "unexplained": int(queries["explanation"].isna().sum()),
        }


def return_year(day: date) -> int:
    """The return that is being prepared on a day: the first whose deadline has not passed."""
    ahead = [year for year in return_years() if (year_of(year).deadline or year_of(year).census) >= day]
    return ahead[0] if ahead else return_years()[-1]


def newest_records(slug: str, extract_date: date | None) -> tuple[Night, dict[str, pd.DataFrame]]:
    """A night, the newest let through unless told, with its conformed case tables.

    Raises:
        NotYet: no extract has been let through.

    """
    night = Night.open(slug, extract_date or date.min)
    if extract_date is None:
        days = night.extracts("conformed")
        if not days:
            raise NotYet(f"No extract of {slug} has been let through yet. Run the nightly steps first.")
        night = Night(night.settings, night.authority, days[-1])
    return night, night.records()


def checked(night: Night, tables: dict[str, pd.DataFrame], year: int, serial: int = 1) -> Checked:
    """Build the return of a year on the records of a night and check it.

    Args:
        night: the night.
        tables: its conformed case tables.
        year: of the return.
        serial: number of the file that would be sent.

    Raises:
        ConfigError: nothing is known of that year, or a file of explanations or of DfE's rules is faulty.

    """
    ret = build(night, tables, year, serial)
    previous, previous_is = last_year(night, tables, year)
    reasons, dropped = _set_aside(night)
    with_dropped = as_if_kept(tables, dropped, year)
    whole = build(night, with_dropped, year, serial) if dropped else ret
    gate, missing = gate_findings(ret, whole, reasons, with_dropped)
    listed_urns = frozenset(tables["setting"]["urn"].dropna()) if "setting" in tables else None
    findings = without_doubles(check(ret, previous, listed_urns), gate)
    findings = pd.concat([findings, left_out_findings(ret, gate), gate], ignore_index=True).astype("str")
    folder = night.settings.config_dir
    explanations = explained.read(folder, night.authority.slug, year)
    explanations = explained.with_our_numbers(explanations, known_as(year, folder))
    owners = holders(tables, night.extract_date)
    listed = with_owners(findings, owners, explanations)
    listed["dfe_rule"] = listed["rule"].map(known_as(year, folder)).astype("str")
    records = {str(each) for frame in ret.modules.values() for each in frame["_record_id"].dropna()}
    records |= set(findings["record_id"].dropna())
    explanations = explained.with_state(explanations, listed, records, year)
    unfit = hidden(tables, night.authority.gate.groups)
    return Checked(ret, previous, previous_is, listed, missing, owners, explanations, unfit)


def build(night: Night, tables: dict[str, pd.DataFrame], year: int, serial: int = 1) -> Return:
    """The return of a year on the records of a night."""
    authority = night.authority
    return build_return(
        tables,
        year=year,
        la_code=authority.la_code,
        as_at=night.extract_date,
        header=dict[str, str](authority.sen2_header.items()) | {"serialno": f"{serial:03}"},
        choices=authority.sen2_choices,
    )


def last_year(night: Night, tables: dict[str, pd.DataFrame], year: int) -> tuple[Return | None, str]:
    """The return that was sealed last year; without one it is built again from today's records."""
    if year - 1 not in return_years():
        return None, "nothing is known of the return of the year before"
    slug = night.authority.slug
    home = f"sen2/authority={slug}/year={year - 1}"
    if versions := sealed_versions(night.lake, home):
        last = versions[-1]
        version = last["version"]
        try:
            ret = kept_return(night.lake, f"{home}/records-{version}", year - 1, night.authority.la_code)
        except LakeError:
            return build(night, tables, year - 1), REBUILT
        return ret, f"version {version} of {year - 1}, sealed on {str(last['sealed_at'])[:10]}"
    return build(night, tables, year - 1), REBUILT


def sealed_versions(lake: Lake, home: str) -> list[dict[str, Any]]:
    """Manifests of the sealed versions of a return, the first one first."""
    return sorted(lake.manifests(f"{home}/sealed-*"), key=lambda each: int(each["version"]))


def next_version(versions: list[dict[str, Any]]) -> int:
    """Number of the version that would be sealed next: no number is given twice, though a version be gone."""
    return int(versions[-1]["version"]) + 1 if versions else 1


def kept_return(lake: Lake, path: str, year: int, la_code: str) -> Return:
    """A return as it is kept to compare with: a keyed hash in the place of each value."""
    modules = {name: to_frame(table).astype("str") for name, table in lake.read(path).items()}
    return Return(year, la_code, year_of(year).census, modules)


def day_ahead(year: int, day: date) -> str | None:
    """How many days are left, and to what; None when neither census day nor deadline is ahead."""
    span = year_of(year)
    for what, when in (("the census day", span.census), ("the deadline", span.deadline)):
        if when and when >= day:
            days_left = (when - day).days
            days = "1 day is" if days_left == 1 else f"{days_left} days are"
            return f"{days} left to {what}, {when:%A} {when.day} {when:%B %Y}."
    return None


def _set_aside(night: Night) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    """Why validation set rows aside or left values out, and the rows, of tables of the return."""
    nothing = pd.DataFrame(columns=REASON, dtype="str")
    try:
        aside = night.lake.read(night.path("quarantine"))
    except LakeError:
        return nothing, {}
    reasons = to_frame(aside["_reasons"])
    reasons = reasons[reasons["table_name"].isin(t for t, _, _ in TABLES_OF.values())]
    dropped = {
        str(name): parse(str(name), aside[str(name)]).frame
        for name in reasons.loc[reasons["policy"] == "drop_row", "table_name"].unique()
        if name in aside
    }
    # A day that validation does not believe says nothing about the time that a record belongs to.
    for (name, column), rows in reasons[reasons["policy"] == "drop_row"].groupby(
        ["table_name", "column_name"]
    ):
        if str(name) in dropped and TABLES[str(name)].columns[str(column)].type == "date":
            frame = dropped[str(name)]
            frame.loc[frame["_row"].isin(rows["row_number"].astype("int64")), str(column)] = pd.NaT
    # What went because of the record above it is told as that (`GATE-above`), not as a reference that is wrong.
    reasons = reasons[~reasons["reason"].str.contains("it belongs to was set aside", na=False)]
    rules = {rule["rule_id"]: rule for rule in catalogue().to_dict("records")}
    parts = []
    for name, rows in reasons.groupby("table_name"):
        parts.append(
            _reasons(night, str(name), rows, dropped.get(str(name))).assign(
                remedy=[str(rules[rule]["remedy"]) if rule in rules else "" for rule in rows["rule_id"]],
                why=[str(rules[rule]["explanation"]) if rule in rules else "" for rule in rows["rule_id"]],
            )
        )
    return pd.concat([nothing, *parts], ignore_index=True)[REASON], dropped


def _reasons(night: Night, table: str, rows: pd.DataFrame, dropped: pd.DataFrame | None) -> pd.DataFrame:
    module = next(m for m, (name, _, _) in TABLES_OF.items() if name == table)
    _, own, above = TABLES_OF[module]
    number = rows["row_number"].astype("int64")
    by_row = pd.DataFrame() if dropped is None else dropped.set_index("_row")
    record, parent = rows["record_id"].astype("str"), pd.Series(None, index=rows.index, dtype="str")
    if above and above in by_row:
        parent = by_row[above].reindex(number).set_axis(rows.index).astype("str")
    if own is None and above:
        rank = by_row["sen_type_rank"].reindex(number).set_axis(rows.index) if len(by_row) else None
        record = record if rank is None else parent + "-" + rank.fillna("")
    return pd.DataFrame(
        {
            "table": table,
            "record_id": record,
            "above_id": parent,
            "column": rows["column_name"],
            "rule": rows["rule_id"],
            "policy": rows["policy"],
            "value": _received(night, table, rows),
        }
    )


def _received(night: Night, table: str, rows: pd.DataFrame) -> pd.Series:
    """The text that was received, of columns that are not personal; missing where the extract is no longer kept."""
    try:
        raw = night.lake.read(night.path("landing"), only=table)[table]
    except (LakeError, KeyError):
        return pd.Series(None, index=rows.index, dtype="str")
    values = []
    at = pd.Series(range(raw.num_rows), index=raw["_row"].to_pandas())
    for row, column in zip(rows["row_number"], rows["column_name"], strict=True):
        field = TABLES[table].columns.get(str(column))
        may_be_shown = field is not None and not field.personal and field.type in ("date", "code", "flag")
        value = (
            raw[field.name][int(at[row])].as_py()
            if field and may_be_shown and field.name in raw.column_names
            else None
        )
        values.append(value if value is None else str(value)[:40])
    return pd.Series(values, index=rows.index, dtype="str")
