"""What is put in front of whoever approves a return: counts and words, and nobody's name but the officers'."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from include.model.values import EMPTY_WORDS
from include.sen2.build import Return
from include.sen2.rule_registry import settings

_MOST = 25


def said(text: str) -> str:
    """What somebody wrote as name or reason; '' for blanks, signs alone, and words that stand for nothing."""
    plain = text.strip()
    nothing = plain.lower() in EMPTY_WORDS or plain.lower() in settings()["placeholders"]
    return "" if nothing or not any(sign.isalpha() for sign in plain) else plain


def approval_text(
    *,
    counts: pd.DataFrame,
    previous_is: str,
    rules: pd.DataFrame,
    form: Sequence[str],
    changed: pd.DataFrame | None,
    explanations: pd.DataFrame,
    ret: Return,
) -> str:
    """The draft of a return for whoever signs it, as Markdown.

    Args:
        counts: by module, as `compare.summary` gives it.
        previous_is: what the last column of it counts.
        rules: findings by rule, as `readiness.by_rule` gives them.
        form: faults of form of the message.
        changed: what changed since the version sealed before, as `compare.difference` gives it; None for the first.
        explanations: as `explanations.with_state` gives them.
        ret: the return, whose names an explanation must not show.

    """
    parts = [
        _rules("Errors, to be put right", rules[rules["level"] == "error"], "No record breaks an error rule.")
    ]
    parts.append("### Faults of form\n\n" + ("\n".join(f"- {fault}" for fault in form[:_MOST]) or "None."))
    sizes = "\n".join(
        f"| {module} | {records:,} | {'–' if previous is pd.NA else f'{previous:,}'} |"
        for module, records, previous in zip(
            counts["module"], counts["records"], counts["previous"].astype("Int64"), strict=True
        )
        if module != "sen2"
    )
    parts.append(
        "### Size of the return\n\n| module | records | last year |\n|---|---|---|\n"
        f"{sizes}\n\nLast year: {previous_is}."
    )
    parts.append("### Changed since the version sealed before\n\n" + _changes(changed))
    parts.append(
        _rules("Queries", rules[rules["level"] == "query"], "No record breaks a query rule.")
        + "\n\n### Explanations\n\n"
        + _explanations(explanations, ret)
    )
    return "\n\n".join(parts)


def _rules(title: str, rules: pd.DataFrame, none: str) -> str:
    if rules.empty:
        return f"### {title}\n\n{none}"
    rows = rules.sort_values(["records", "rule"], ascending=[False, True])
    lines = [
        f"| {_number(row)} | {row.module} | {row.message} | {row.records:,} | {row.explained:,} |"
        for row in rows.head(_MOST).itertuples()
    ]
    rest = (
        f"\n\nand {len(rows) - _MOST} rules more: see findings.csv of the draft." if len(rows) > _MOST else ""
    )
    heads = "| rule | module | what is wrong | records | explained |\n|---|---|---|---|---|\n"
    return f"### {title}\n\n{heads}" + "\n".join(lines) + rest


def _number(row: object) -> str:
    theirs = getattr(row, "dfe_rule", None)
    return f"{theirs} ({row.rule})" if isinstance(theirs, str) and theirs else str(row.rule)  # type: ignore[attr-defined]


def _changes(changed: pd.DataFrame | None) -> str:
    if changed is None:
        return "No version has been sealed before."
    if changed.empty:
        return "No record differs from the version sealed before."
    table = pd.crosstab(changed["module"], changed["change"])
    table = table.reindex(columns=["added", "removed", "changed"], fill_value=0)
    lines = [
        f"| {module} | {row.added} | {row.removed} | {row.changed} |" for module, row in table.iterrows()
    ]
    return "| module | added | removed | changed |\n|---|---|---|---|\n" + "\n".join(lines)


def _explanations(explanations: pd.DataFrame, ret: Return) -> str:
    used = explanations[explanations["state"] == "used"]
    faulty = explanations[~explanations["state"].isin(["used", "not used"])]
    names = _names(ret)
    lines = []
    for rule, rows in used.groupby("rule", sort=True):
        of_all = rows[rows["record_id"].isna()]
        if len(of_all):
            last = of_all.iloc[-1]
            text = str(last["explanation"])
            hidden = _tokens(text) & names or re.search(r"\d{6}", text)
            text = "(not shown: it may name a child; see explanations.csv of the draft)" if hidden else text
            by = f" ({last['explained_by']})" if pd.notna(last["explained_by"]) else ""
            lines.append(f"- {rule}: {text}{by}")
        if of_records := len(rows) - len(of_all):
            lines.append(f"- {rule}: {of_records} of single records, in explanations.csv of the draft")
    lines += [f"- **{row.file}, line {row.line}: {row.state}**" for row in faulty.itertuples()]
    return "\n".join(lines) or "None is on file."


def _names(ret: Return) -> set[str]:
    people = ret.modules["person"]
    texts = [people[name].dropna() for name in ("surname", "forename", "upn", "uniquelearnernumber")]
    return {word for column in texts for text in column.unique() for word in _tokens(str(text))}


def _tokens(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 2}
