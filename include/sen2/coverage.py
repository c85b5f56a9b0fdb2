"""DfE's list of validation rules beside ours: what is covered, what is new, what changed or went.

DfE publishes its list each year as a spreadsheet. Which of ours tests the same is a judgement that people make, so it
is data: `dfe_rules.csv`, one row for each confirmed match. Until a match is there, this module proposes candidates by
the fields named and the words used, and says that they are proposals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook

from include.errors import ConfigError
from include.sen2.layout import fields
from include.sen2.rules import rules

MATCHES = Path(__file__).parent / "dfe_rules.csv"
MATCH_COLUMNS = ["year", "dfe_rule", "rule", "dfe_message"]
# Heads under which lists of DfE collections give these; compared without case and punctuation.
_HEADS = {
    "dfe_rule": ("rule", "ruleno", "rulenumber", "validationrule", "number", "id", "ruleid", "code"),
    "level": ("level", "type", "errorquery", "category", "severity", "errororquery", "ruletype"),
    "message": (
        "message",
        "errormessage",
        "description",
        "text",
        "validationmessage",
        "rulemessage",
        "ruledescription",
    ),
}
_FEWEST_RULES = 3
_LIKELY = 0.2


def read_list(path: Path) -> pd.DataFrame:
    """A rule list from an ODS or XLSX file: `dfe_rule`, `level` (error or query), `message`.

    The sheet and the line of heads are found by the heads themselves.

    Raises:
        ConfigError: it cannot be read, or no sheet has heads for number and message.

    """
    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    except (CalamineError, OSError) as error:
        raise ConfigError(f"{path} cannot be read as a spreadsheet ({type(error).__name__}).") from None
    for rows in sheets.values():
        for number, row in enumerate(rows[:50]):
            heads = {name: _place(row, wanted) for name, wanted in _HEADS.items()}
            if heads["dfe_rule"] is None or heads["message"] is None:
                continue
            found = [
                {name: str(line[at]).strip() if at is not None else "" for name, at in heads.items()}
                for line in rows[number + 1 :]
                if str(line[heads["dfe_rule"]]).strip() and str(line[heads["message"]]).strip()
            ]
            if len(found) >= _FEWEST_RULES:
                table = pd.DataFrame(found).astype("str")
                table["dfe_rule"] = table["dfe_rule"].str.replace(r"\.0$", "", regex=True)
                table["level"] = table["level"].str.lower().str.extract("(error|query)", expand=False)
                return table.drop_duplicates("dfe_rule").reset_index(drop=True)
    raise ConfigError(
        f"{path} has no sheet with a column for the rule's number and one for its message. Sheets: {', '.join(sheets)}."
    )


def matches(year: int) -> pd.DataFrame:
    """Confirmed matches that hold in a year, each rule's latest: columns `MATCH_COLUMNS`."""
    table = pd.read_csv(MATCHES, dtype={"dfe_rule": "str", "rule": "str", "dfe_message": "str"})
    table = table[table["year"] <= year]
    latest = table.groupby("dfe_rule")["year"].transform("max")
    return table[table["year"] == latest].reset_index(drop=True)


def coverage(listed: pd.DataFrame, year: int) -> pd.DataFrame:
    """How DfE's list of a year stands beside ours.

    Args:
        listed: as `read_list` gives it.
        year: of the return.

    Returns:
        One row for each of DfE's rules, and for each confirmed match that its list no longer has: `dfe_rule, level,
        message, status, rule, candidates`. `status`: covered; changed (covered, but the words or the level are not
        those that the match was confirmed for, so look again); new (no match confirmed; `candidates` proposes ours);
        dropped (matched, not in the list).

    """
    confirmed = (
        matches(year)
        .groupby("dfe_rule")
        .agg(rule=("rule", lambda each: ";".join(sorted(each))), known=("dfe_message", "first"))
    )
    ours = {rule.number: _words(f"{rule.message} {rule.fields}", year) for rule in rules(year)}
    table = listed.merge(confirmed, how="left", left_on="dfe_rule", right_index=True)
    is_known = table["rule"].notna()
    levels = {rule.number: rule.level for rule in rules(year)}
    ours_level = table["rule"].str.split(";").str[0].map(levels)
    other_level = table["level"].notna() & ours_level.notna() & (table["level"] != ours_level)
    same = (table["message"].map(_plain) == table["known"].fillna("").map(_plain)) & ~other_level
    table["status"] = (
        pd.Series("new", index=table.index).mask(is_known & same, "covered").mask(is_known & ~same, "changed")
    )
    proposed = [_candidates(message, ours, year) for message in table["message"]]
    table["candidates"] = pd.Series(proposed, index=table.index, dtype="str").where(~is_known)
    gone = confirmed[~confirmed.index.isin(listed["dfe_rule"])].reset_index()
    gone = gone.rename(columns={"known": "message"}).assign(status="dropped", level=None, candidates=None)
    columns = ["dfe_rule", "level", "message", "status", "rule", "candidates"]
    return pd.concat([table[columns], gone[columns]], ignore_index=True).astype("str")


def _place(row: Sequence[object], wanted: tuple[str, ...]) -> int | None:
    plain = [re.sub(r"[^a-z]", "", str(cell).lower()) for cell in row]
    return next((plain.index(head) for head in wanted if head in plain), None)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def _words(text: str, year: int) -> set[str]:
    """Words that tell rules apart; a field's name counts wherever it stands."""
    names = set(fields(year)["field"].str.lower())
    joined = text.lower().replace(";", " ")
    found = {word for word in re.findall(r"[a-z0-9]+", joined) if len(word) > 3}
    return found | {f"field:{name}" for name in names if re.search(rf"\b{name}\b", joined)}


def _candidates(message: str, ours: dict[str, set[str]], year: int) -> str:
    theirs = _words(message, year)
    scored = {
        number: sum(3 if word.startswith("field:") else 1 for word in theirs & words)
        / (len(theirs | words) or 1)
        for number, words in ours.items()
    }
    best = sorted(scored, key=lambda number: (-scored[number], number))[:3]
    return ";".join(number for number in best if scored[number] >= _LIKELY)
