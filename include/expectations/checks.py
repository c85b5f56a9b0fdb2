"""Checks that look at more than one column or table, or reckon a check digit: each for all rows at once.

A check takes the rows, the whole extract and the rule's arguments, and returns a series on the rows' index: true where
the rule holds, false where it does not, missing where it says nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from include.errors import without_message
from include.expectations.outcomes import Outcome, could_not_run
from include.expectations.parse import ParsedTable
from include.expectations.rules import Rule
from include.model import TABLES, labels, values
from include.model.frames import are_in
from include.model.identifiers import uln_is_right, upn_is_right
from include.model.references import follow


@dataclass(frozen=True)
class Extract:
    """All tables of an extract, its day, and the authority's own lists of names."""

    tables: dict[str, ParsedTable]
    day: date
    groups: labels.Groups = field(default_factory=dict)
    # What several rules ask for is looked up once.
    _known: dict[tuple[str, str], pd.Series] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def people(self) -> labels.People:
        """Whose names and numbers the extract holds."""
        return labels.People(self.rows("person") if "person" in self.tables else None)

    def rows(self, table: str) -> pd.DataFrame:
        """Rows of a table."""
        return self.tables[table].frame

    def along(self, table: str, path: str) -> pd.Series:
        """For each row, the value at the end of a path of references; missing where the path breaks off."""
        if (table, path) not in self._known:
            steps = tuple(path.split("."))
            self._known[table, path] = follow(table, self.rows(table), steps, self.rows)
        return self._known[table, path]

    def first_copies(self, table: str) -> pd.Series:
        """Whether a row is the first that says what it says; the same record from another file is the same record."""
        if (table, "*") not in self._known:
            rows = self.rows(table).drop(columns=["_row", "record_source"])
            # Rows that say the same have the same key, as few have.
            copies = rows[rows.duplicated([*TABLES[table].key], keep=False)].duplicated()
            self._known[table, "*"] = (~copies).reindex(rows.index, fill_value=True).astype("boolean")
        return self._known[table, "*"]


Check = Callable[..., pd.Series]


def run(table: str, check: dict[str, Any], column: str | None, extract: Extract) -> pd.Series:
    """What one check says of every row of a table: true, false or missing."""
    arguments = {"subject": column, **check}
    name = arguments.pop("name")
    return _CHECKS[name](table, extract, **arguments)


def outcome(rule: Rule, extract: Extract) -> Outcome:
    """Outcome of a rule with a check, over its table."""
    try:
        holds = run(rule.table, rule.check or {}, rule.column, extract)
    except Exception as error:
        # The load stops for it; the message of an error of pandas may quote values.
        return could_not_run(rule.id, without_message(error))
    failed = holds.eq(False).fillna(False).to_numpy(dtype=bool)
    rows = np.sort(extract.rows(rule.table).loc[failed, "_row"].to_numpy(dtype="int64"))
    return Outcome(ran=True, success=not len(rows), checked=int(holds.notna().sum()), rows=rows)


def _holds(good: pd.Series, concerns: pd.Series) -> pd.Series:
    return good.astype("boolean").fillna(False).where(concerns.astype("boolean").fillna(False))


def _first_copy(table: str, extract: Extract, **_: Any) -> pd.Series:
    """False for a row that says nothing new."""
    return extract.first_copies(table)


def _one_row_each_key(table: str, extract: Extract, **_: Any) -> pd.Series:
    """False where rows that differ share a key; says nothing of later copies of a row, which contradict nobody."""
    return _unique_together(table, extract, list(TABLES[table].key))


def _one_record_each(table: str, extract: Extract, subject: str) -> pd.Series:
    """False where records with different keys share a value; a row that is in the extract twice is one record."""
    rows, key = extract.rows(table), list(TABLES[table].key)
    records = rows.loc[rows[subject].notna(), [subject, *key]].drop_duplicates()
    shared = records.loc[records[subject].duplicated(), subject]
    return _holds(~are_in(rows[subject], shared), rows[subject].notna())


def _one_person_each(table: str, extract: Extract, subject: str, beside: list[str], number: str) -> pd.Series:
    """False where people with different keys share names and day of birth, and not all have numbers to tell them by.

    Names are compared whatever their case. Of people who all have numbers, those tell who is who.
    """
    rows, key = extract.rows(table), list(TABLES[table].key)
    known = rows.loc[rows[[subject, *beside]].notna().all(axis=1), [subject, *beside, number, *key]]
    known = known[known.duplicated(beside[-1], keep=False)]
    for name in (subject, *beside[:-1]):
        known[name] = known[name].str.casefold()
    people = known.drop_duplicates([subject, *beside, *key])
    alike = people.groupby([subject, *beside])[number].agg(["size", "count"])
    doubtful = alike.index[(alike["size"] > 1) & (alike["count"] < alike["size"])]
    same = known.index[pd.MultiIndex.from_frame(known[[subject, *beside]]).isin(doubtful)]
    return _holds(pd.Series(~rows.index.isin(same), rows.index), rows[subject].notna())


def _was_read(table: str, extract: Extract, subject: str) -> pd.Series:
    parsed = extract.tables[table]
    failed = parsed.failures.loc[parsed.failures["column_name"] == subject, "row_number"]
    return (~parsed.frame["_row"].isin(failed)).astype("boolean")


def _is_label(table: str, extract: Extract, subject: str) -> pd.Series:
    """Whether a text may leave the restricted tables as the name of a group."""
    rows = extract.rows(table)
    not_labels = labels.refused(table, subject, {table: rows}, extract.groups, extract.people)
    return _holds(~rows[subject].isin(not_labels), rows[subject].notna())


def _is_spelt_as_most(table: str, extract: Extract, subject: str) -> pd.Series:
    """Whether the name of a group is written as most write it that differ from it in capitals alone."""
    frames = {name: held.frame for name, held in extract.tables.items()}
    texts = extract.rows(table)[subject]
    return _holds(~texts.isin(labels.spellings(frames, subject, extract.groups)), texts.notna())


def _parent_exists(table: str, extract: Extract, subject: str, ref: str) -> pd.Series:
    parent, key = ref.split(".")
    values = extract.rows(table)[subject]
    return _holds(are_in(values, extract.rows(parent)[key].dropna()), values.notna())


def _not_before(table: str, extract: Extract, column: str, path: str, **_: Any) -> pd.Series:
    later, earlier = extract.rows(table)[column], extract.along(table, path)
    return _holds(later >= earlier, later.notna() & earlier.notna())


def _parent_in(table: str, extract: Extract, path: str, values: list[str], **_: Any) -> pd.Series:
    parent_value = extract.along(table, path)
    return _holds(parent_value.isin(values), parent_value.notna())


def _assessed(table: str, extract: Extract, **_: Any) -> pd.Series:
    """An assessment follows a decision to assess, or a refusal that mediation or an appeal could turn."""
    outcome = extract.along(table, "request_id.request_outcome")
    turned = [extract.along(table, f"request_id.{how}") for how in ("request_mediation", "request_tribunal")]
    disputed = turned[0].fillna(False) | turned[1].fillna(False)
    return _holds(outcome.isin(["Y", "H"]) | (outcome.eq("N") & disputed), outcome.notna())


def _where(rows: pd.DataFrame, where: dict[str, list[str]]) -> pd.Series:
    ((column, values),) = where.items()
    return rows[column].isin(values)


def _filled_when(
    table: str, extract: Extract, column: str, where: dict[str, list[str]], **_: Any
) -> pd.Series:
    rows = extract.rows(table)
    return _holds(rows[column].notna(), _where(rows, where))


def _empty_when(
    table: str, extract: Extract, column: str, where: dict[str, list[str]], **_: Any
) -> pd.Series:
    rows = extract.rows(table)
    return _holds(rows[column].isna(), _where(rows, where))


def _filled_exactly_when(
    table: str, extract: Extract, column: str, where: dict[str, list[str]], **_: Any
) -> pd.Series:
    rows = extract.rows(table)
    return (rows[column].notna() == _where(rows, where)).astype("boolean")


def _filled_when_filled(table: str, extract: Extract, column: str, other: str, **_: Any) -> pd.Series:
    rows = extract.rows(table)
    return _holds(rows[column].notna(), rows[other].notna())


def _true_only_with(table: str, extract: Extract, column: str, other: str, **_: Any) -> pd.Series:
    rows = extract.rows(table)
    return _holds(rows[other], rows[column])


def _both_or_neither(table: str, extract: Extract, columns: list[str], **_: Any) -> pd.Series:
    return (extract.rows(table)[columns].notna().sum(axis=1) != 1).astype("boolean")


def _exactly_one_of(table: str, extract: Extract, columns: list[str], **_: Any) -> pd.Series:
    return (extract.rows(table)[columns].notna().sum(axis=1) == 1).astype("boolean")


def _number_or_reason(table: str, extract: Extract, **_: Any) -> pd.Series:
    rows = extract.rows(table)
    numbered = rows["upn"].notna() | rows["uln"].notna()
    return (numbered != rows["upn_unknown"].notna()).astype("boolean")


def _has_row(
    table: str,
    extract: Extract,
    child: str,
    key: str,
    where: dict[str, list[Any]],
    unless: str | None = None,
    **_: Any,
) -> pd.Series:
    """True where a child row exists; says nothing of rows outside `where`, or where column `unless` is filled."""
    rows = extract.rows(table)
    concerns = _where(rows, where) & (rows[unless].isna() if unless else True)
    return _holds(are_in(rows[key], extract.rows(child)[key].dropna()), concerns)


def _parent_empty(table: str, extract: Extract, path: str, **_: Any) -> pd.Series:
    return extract.along(table, path).isna().astype("boolean")


def _unique_together(table: str, extract: Extract, columns: list[str], **_: Any) -> pd.Series:
    rows = extract.rows(table)
    is_filled = rows[columns].notna().all(axis=1) & _first_copy(table, extract)
    return _holds(~rows[columns].where(is_filled).duplicated(keep=False), is_filled)


def _live(spells: pd.DataFrame, start: str, end: str, extract: Extract) -> pd.Series:
    """Spells in force on the day of the extract; one without a first day was never seen to begin."""
    day = pd.Timestamp(extract.day)
    return ~(spells[start] > day) & ~(spells[end] < day)


def _live_requests(extract: Extract) -> pd.Series:
    """Requests whose plan is in force on the day of the extract."""
    live = _live(extract.rows("plan"), "start_date", "cease_date", extract)
    return extract.along("plan", "assessment_id.request_id")[live].dropna()


def _maintained(table: str, extract: Extract, **_: Any) -> pd.Series:
    """Whether a live plan has its row of `active_plan`."""
    requests = extract.along(table, "assessment_id.request_id")
    live = _live(extract.rows(table), "start_date", "cease_date", extract)
    return _holds(
        are_in(requests, extract.rows("active_plan")["request_id"].dropna()), live & requests.notna()
    )


def _live_has(table: str, extract: Extract, child: str, subject: str) -> pd.Series:
    """Whether the record of a live plan has at least one child row."""
    rows = extract.rows(table)
    return _holds(
        are_in(rows[subject], extract.rows(child)[subject].dropna()),
        are_in(rows["request_id"], _live_requests(extract)),
    )


def _live_has_not_ended(
    table: str,
    extract: Extract,
    child: str,
    end: str,
    subject: str,
    where: dict[str, list[str]] | None = None,
) -> pd.Series:
    """Whether a live plan that has child rows has one that lasts on the day of the extract, or begins later.

    With `where`, whether of those that last, if any does, one is such.
    """
    rows, children = extract.rows(table), extract.rows(child)
    lasting = children[~(children[end] < pd.Timestamp(extract.day))]
    concerned, right = (lasting, lasting[_where(lasting, where)]) if where else (children, lasting)
    concerns = are_in(rows["request_id"], _live_requests(extract)) & are_in(
        rows[subject], concerned[subject].dropna()
    )
    return _holds(are_in(rows[subject], right[subject].dropna()), concerns)


def _transferred_is_historical(table: str, extract: Extract, column: str, **_: Any) -> pd.Series:
    rows, assessments = extract.rows(table), extract.rows("assessment")
    historical = assessments.loc[assessments["assessment_outcome"] == "H", "request_id"]
    return _holds(are_in(rows["request_id"], historical.dropna()), rows[column].notna())


def _has_caseworker(table: str, extract: Extract, child: str, subject: str) -> pd.Series:
    """Whether a person with an undecided request or assessment, or a live plan, is allocated to somebody today."""
    requests, assessments = extract.rows("request"), extract.rows("assessment")
    # Outcome A: awaiting a decision (code sets RequestOutcome and AssessmentOutcome).
    waiting = assessments.loc[assessments["assessment_outcome"] == "A", "request_id"].dropna()
    is_open = requests["request_outcome"].eq("A") & requests["exported"].isna()
    is_open |= are_in(requests["request_id"], pd.concat([waiting, _live_requests(extract)]))
    allocations = extract.rows(child)
    allocations = allocations[_live(allocations, "from_date", "to_date", extract)]
    people = extract.rows(table)[subject]
    return _holds(
        are_in(people, allocations[subject].dropna()),
        are_in(people, requests.loc[is_open, "person_id"].dropna()),
    )


def _in_post(table: str, extract: Extract, child: str, subject: str) -> pd.Series:
    """Whether who holds a case today is in post today."""
    rows, staff = extract.rows(table), extract.rows(child)
    in_post = staff.loc[_live(staff, "from_date", "to_date", extract), subject].dropna()
    return _holds(are_in(rows[subject], in_post), _live(rows, "from_date", "to_date", extract))


def _young_with_code(table: str, extract: Extract, code: str, age: int, subject: str) -> pd.Series:
    """Whether a person with a code is at most that age on the day of the extract."""
    people = extract.rows(table)
    oldest = pd.Timestamp(extract.day) - pd.DateOffset(years=age + 1)
    return _holds(people["birth_date"] > oldest, people[subject].eq(code) & people["birth_date"].notna())


def _has_child_row(
    table: str, extract: Extract, child: str, where: dict[str, list[str]], subject: str
) -> pd.Series:
    children = extract.rows(child)
    subjects = extract.rows(table)[subject]
    return _holds(are_in(subjects, children.loc[_where(children, where), subject].dropna()), subjects.notna())


def _upn_letter(table: str, extract: Extract, subject: str) -> pd.Series:
    """Whether the check letter is right; the form is another rule's business."""
    return upn_is_right(extract.rows(table)[subject])


def _uln_digit(table: str, extract: Extract, subject: str) -> pd.Series:
    """Whether the number has its form and the right check digit."""
    numbers = extract.rows(table)[subject]
    return _holds(uln_is_right(numbers), numbers.notna())


def _young(table: str, extract: Extract, age: int, subject: str, on: pd.Series) -> pd.Series:
    """Whether each person was still at most that age on a day of their own; missing where there is no such day."""
    people = extract.rows(table)
    day = on.reindex(people["person_id"]).set_axis(people.index)
    born = people[subject]
    return _holds(born > day - pd.DateOffset(years=age + 1), born.notna() & day.notna())


def _whole_letters(table: str, extract: Extract, subject: str) -> pd.Series:
    """Whether no letter went through a wrong encoding."""
    texts = extract.rows(table)[subject]
    is_garbled = values.garbled(pa.array(texts, pa.string(), from_pandas=True)).to_pandas()
    return _holds(~is_garbled.set_axis(texts.index).astype("boolean"), texts.notna())


def _age_with_plan(table: str, extract: Extract, age: int, subject: str) -> pd.Series:
    """Age on the day of the extract of people whose plan is then in force."""
    plans, day = extract.rows("plan"), pd.Timestamp(extract.day)
    live = (plans["start_date"] <= day) & ~(plans["cease_date"] < day)
    holders = extract.along("plan", "assessment_id.request_id.person_id")[live].dropna().unique()
    return _young(
        table, extract, age, subject, pd.Series(day.as_unit("us"), index=holders, dtype="datetime64[us]")
    )


def _age_at_last_event(table: str, extract: Extract, age: int, subject: str) -> pd.Series:
    """Age at the last request or day of a plan, or on the day of the extract where there is neither."""
    day = pd.Timestamp(extract.day)
    plans, requests = extract.rows("plan"), extract.rows("request")
    ended = plans["cease_date"].where(plans["cease_date"] < day, day)
    last = pd.concat(
        [
            ended.set_axis(extract.along("plan", "assessment_id.request_id.person_id")),
            requests["received_date"].set_axis(requests["person_id"]),
        ]
    )
    last = last[last.index.notna()].groupby(level=0).max()
    everyone = extract.rows(table)["person_id"].dropna().unique()
    return _young(table, extract, age, subject, last.reindex(everyone).fillna(day))


def _no_overlap(table: str, extract: Extract, **_: Any) -> pd.Series:
    """False for a plan that starts before an earlier one of the same person has ceased.

    Says nothing of one sent again under its assessment: that is another rule's business, with another remedy.
    """
    plans = extract.rows(table)
    people = extract.along(table, "assessment_id.request_id.person_id")
    in_order = plans.sort_values(["start_date", "plan_id"])["assessment_id"]
    sent_again = (in_order.duplicated() & in_order.notna()).reindex(plans.index)
    return _apart(people, plans["start_date"], plans["cease_date"], _first_copy(table, extract) & ~sent_again)


def _spells_apart(
    table: str, extract: Extract, of: str, start: str, end: str, where: dict[str, list[str]], **_: Any
) -> pd.Series:
    """False for a spell that starts before an earlier one of the same kind and owner has ended."""
    rows = extract.rows(table)
    return _apart(rows[of], rows[start], rows[end], _first_copy(table, extract) & _where(rows, where))


def _apart(owner: pd.Series, start: pd.Series, end: pd.Series, among: pd.Series) -> pd.Series:
    never = pd.Timestamp.max.floor("D")
    spells = pd.DataFrame({"owner": owner, "start": start, "end": end.fillna(never)})[among]
    spells = spells.dropna().sort_values(["owner", "start"], kind="stable")
    ended = spells.groupby("owner")["end"].cummax()
    before = ended.groupby(spells["owner"]).shift()
    return (~(spells["start"] < before)).astype("boolean").reindex(owner.index)


_CHECKS: dict[str, Check] = {
    check.__name__.lstrip("_"): check
    for check in (
        _first_copy, _one_row_each_key, _one_record_each, _one_person_each, _was_read,
        _parent_exists, _not_before, _parent_in, _assessed,
        _filled_when, _empty_when, _filled_exactly_when,
        _filled_when_filled, _true_only_with, _both_or_neither,
        _exactly_one_of, _number_or_reason, _has_row, _has_child_row, _upn_letter, _uln_digit, _age_with_plan,
        _age_at_last_event, _no_overlap, _spells_apart, _parent_empty,
        _unique_together, _maintained, _live_has, _live_has_not_ended,
        _transferred_is_historical,
        _whole_letters, _has_caseworker, _in_post, _young_with_code, _is_label, _is_spelt_as_most,
    )
}  # fmt: skip
