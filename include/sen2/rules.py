"""Is a return fit to be sent? Every rule on file, over whole columns at once.

The rules are the rows of `rules.csv`. `how` says what stands behind one:

| how | meaning of `see` |
|---|---|
| check | (blank) a function of `rules_process` or `rules_plans`, registered under the rule's number |
| pattern | the form that a value has to have |
| generated | made from the table of fields: the numbers begin as given (see `rules_structure`) |
| same_as | another rule tests the same and is closer to DfE's guidance |
| not_implementable | why |

None of the numbers is DfE's: its rule lists are matched to these by `dfe_rules`.
"""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path

import pandas as pd

# The functions of rules_process and rules_plans register themselves when they are imported.
from include.sen2 import Return, rules_plans, rules_process  # noqa: F401
from include.sen2.rule_records import Records, filled
from include.sen2.rule_registry import CHECKS, Rule
from include.sen2.rules_structure import generated

FINDING = ["rule", "level", "module", "record_id", "person_id", "fields", "message", "action"]


@cache
def rule_table() -> pd.DataFrame:
    """All rows of `rules.csv`; `modules` and `fields` are separated by semicolons, years are numbers."""
    table = pd.read_csv(Path(__file__).parent / "rules.csv", dtype="str", keep_default_na=False)
    years = {name: pd.to_numeric(table[name]).astype("Int64") for name in ("first_year", "last_year")}
    return table.assign(**years)


@cache
def rules(year: int) -> tuple[Rule, ...]:
    """Rules that are tested in one year's return: those of `rules.csv`, then those of the table of fields."""
    table = rule_table()
    in_force = (table["first_year"] <= year) & (table["last_year"].fillna(year) >= year)
    tested = table.loc[in_force & table["how"].isin(["check", "pattern"])]
    from_table = [
        Rule(
            number=row["rule"],
            level=row["level"],
            modules=tuple(row["modules"].split(";")),
            fields=row["fields"],
            message=row["message"],
            action=row["action"],
            source=row["source"],
            fails=CHECKS[row["rule"]]
            if row["how"] == "check"
            else partial(_has_another_form, field=row["fields"], form=row["see"]),
        )
        for row in tested.to_dict("records")
    ]
    return (*from_table, *generated(year))


def check(
    ret: Return, previous: Return | None = None, settings: frozenset[str] | None = None
) -> pd.DataFrame:
    """Everything about a return that breaks a rule.

    Args:
        ret: any return, also one that is incomplete or full of faults: those are found, and nothing raises.
        previous: last year's return, for the comparison of numbers.
        settings: numbers on the council's own list of settings; None where it holds no list.

    Returns:
        One row for each rule and record: `rule, level, module, record_id, person_id, fields, message, action`. A
        finding about the whole return has no record.

    """
    records = Records(ret, Records(previous) if previous else None, settings)
    failing = []
    for rule in rules(ret.year):
        for module in rule.modules:
            failed = rule.fails(records, module)
            if isinstance(failed, pd.Series):
                where = failed.to_numpy("bool", na_value=False)
                if not where.any():
                    continue
                rows = records[module].loc[where, ["_record_id", "_person_id"]]
            elif failed:
                rows = pd.DataFrame({"_record_id": [None], "_person_id": [None]})
            else:
                continue
            failing.append(rows.assign(rule=rule.number, module=module))
    if not failing:
        return pd.DataFrame(columns=FINDING, dtype="str")
    findings = pd.concat(failing, ignore_index=True).rename(columns=lambda name: name.removeprefix("_"))
    of_rule = {
        name: findings["rule"].map({rule.number: getattr(rule, name) for rule in rules(ret.year)})
        for name in ("level", "fields", "message", "action")
    }
    return findings.assign(**of_rule)[FINDING].astype("str")


def _has_another_form(r: Records, module: str, field: str, form: str) -> pd.Series:
    values = r[module][field]
    # A field of the header is there or the header has another form; one of a record may be blank.
    is_filled = filled(values) if module != "sen2" else pd.Series(True, index=values.index)
    return is_filled & ~values.str.fullmatch(form, na=False)
