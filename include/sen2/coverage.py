"""DfE's list of validation rules beside ours: what is covered, what is new, what changed or went.

DfE publishes its list each year as a spreadsheet. Which of ours tests the same is a judgement that people make, so it
is data: a file for each year that an authority keeps (`config/sen2/rules-<year>.csv`), one row for each of DfE's rules.
Column `rule` holds the number of ours once somebody has confirmed it; until then `candidates` holds candidates with a
score and the reason, and nothing is shown under DfE's number. Matches of earlier years hold until the file of the
year says otherwise.

| file | one row for |
|---|---|
| `config/sen2/rules-<year>.csv` | rule of DfE's list: `FILE_COLUMNS` |
| `dfe_rules.csv` | match that is confirmed for every authority: `MATCH_COLUMNS` (none yet) |
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from include.errors import ConfigError
from include.sen2.rule_list import read_list
from include.sen2.rule_match import proposals
from include.sen2.rules import rules

MATCHES = Path(__file__).parent / "dfe_rules.csv"
MATCH_COLUMNS = ["year", "dfe_rule", "rule", "dfe_message", "dfe_level"]
FILE_COLUMNS = [
    *("dfe_rule", "level", "module", "fields", "message", "description"),
    *("status", "rule", "confirmed_by", "candidates", "score", "reason"),
]
_MANY = ";"


def matches(year: int, folder: Path | None = None) -> pd.DataFrame:
    """Confirmed matches that hold in a year, each of DfE's rules as last confirmed: columns `MATCH_COLUMNS`.

    Args:
        year: of the return.
        folder: the authority's configuration; matches confirmed for everybody alone without it.

    Raises:
        ConfigError: a file cannot be read, or names a rule that there is not.

    """
    shipped = pd.read_csv(MATCHES, dtype="str", keep_default_na=False)
    parts = [shipped.reindex(columns=MATCH_COLUMNS, fill_value="")]
    parts += [_confirmed(path, of) for of, path in _files(folder) if of <= year]
    table = pd.concat(parts, ignore_index=True)
    table = table.assign(year=pd.to_numeric(table["year"]).astype("int64"))
    table = table[table["year"] <= year]
    latest = table.groupby("dfe_rule")["year"].transform("max")
    return table[(table["year"] == latest) & (table["rule"] != "")].reset_index(drop=True)


def known_as(year: int, folder: Path | None = None) -> dict[str, str]:
    """Number of ours -> DfE's numbers for the same test, where that was confirmed."""
    table = matches(year, folder)
    return {str(ours): ", ".join(sorted(rows)) for ours, rows in table.groupby("rule")["dfe_rule"]}


def coverage(
    listed: pd.DataFrame, year: int, folder: Path | None = None, confirm: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """How DfE's list of a year stands beside ours.

    Args:
        listed: as `rule_list.read_list` gives it.
        year: of the return.
        folder: the authority's configuration.
        confirm: DfE's number -> ours (several with semicolons), confirmed now.

    Returns:
        One row for each of DfE's rules, and for each confirmed match that its list no longer has: `FILE_COLUMNS`.
        `status`: covered; changed (covered, but the words or the level are not those that the match was confirmed
        for, so look again); new (no match confirmed: `candidates` names ours, best first); deleted (DfE's list says
        that it is no longer used); dropped (matched, not in the list).

    Raises:
        ConfigError: a match names a rule that there is not.

    """
    confirmed = matches(year, folder)
    now = dict(confirm or {})
    _refuse_unknown(now, set(listed["dfe_rule"]), year)
    levels = {rule.number: rule.level for rule in rules(year)}
    ours = confirmed.groupby("dfe_rule")["rule"].agg(lambda each: _MANY.join(sorted(each))).to_dict()
    last = confirmed.drop_duplicates("dfe_rule").set_index("dfe_rule")
    words, level_then = last["dfe_message"].to_dict(), last["dfe_level"].to_dict()
    rows = []
    texts: list[dict[Hashable, Any]] = listed.fillna("").to_dict("records")
    for row in texts:
        number = str(row["dfe_rule"])
        mine = now.get(number) or ours.get(number, "")
        level = levels.get(mine.split(_MANY)[0])
        same_words = _plain(row["message"]) == _plain(words.get(number, ""))
        same_level = row["level"] in ("", level_then.get(number) or level)
        status = "covered" if number in now or (same_words and same_level) else "changed"
        if row["is_deleted"]:
            status = "deleted"
        elif not mine:
            status = "new"
        line: dict[Hashable, Any] = {**row, "status": status, "rule": mine, "confirmed_by": ""}
        if status == "new":
            line.update(proposals(row, year))
        elif mine and row["level"] not in ("", level):
            line["reason"] = f"DfE's list says {row['level']}, ours says {level}"
        rows.append(line)
    dropped = [
        {"dfe_rule": number, "level": "", "message": words.get(number, ""), "status": "dropped", "rule": mine}
        for number, mine in ours.items()
        if number not in set(listed["dfe_rule"])
    ]
    return pd.DataFrame([*rows, *dropped], columns=FILE_COLUMNS).fillna("").astype("str")


def with_kept(compared: pd.DataFrame, year: int, folder: Path, by: str, confirmed: set[str]) -> pd.DataFrame:
    """What the year's file is to hold: who confirmed what stays, and what is confirmed now is in the name of `by`."""
    path = file_of(folder, year)
    before = _read(path) if path.exists() else pd.DataFrame(columns=FILE_COLUMNS, dtype="str")
    who = before.drop_duplicates("dfe_rule").set_index("dfe_rule")["confirmed_by"]
    names = compared["dfe_rule"].map(who.to_dict()).astype("str").fillna("")
    return compared.assign(confirmed_by=names.mask(compared["dfe_rule"].isin(confirmed), by))


def file_of(folder: Path, year: int) -> Path:
    """Where an authority keeps the list of a year."""
    return folder / "sen2" / f"rules-{year}.csv"


def _files(folder: Path | None) -> list[tuple[int, Path]]:
    paths = sorted((folder / "sen2").glob("rules-*.csv")) if folder else []
    years = [(path.stem.removeprefix("rules-"), path) for path in paths]
    return [(int(of), path) for of, path in years if of.isdigit()]


def _read(path: Path) -> pd.DataFrame:
    try:
        table = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    except (ValueError, UnicodeDecodeError):
        raise ConfigError(f"{path} cannot be read as CSV in UTF-8.") from None
    if missing := [name for name in ("dfe_rule", "rule", "message") if name not in table]:
        raise ConfigError(
            f"{path} has no column {', '.join(missing)}. Make it with: cli sen2 rules --from LIST."
        )
    return table.reindex(columns=FILE_COLUMNS, fill_value="").fillna("")


def _confirmed(path: Path, year: int) -> pd.DataFrame:
    """Rows of a kept list, one for each of ours that a rule of DfE's is matched with; blank where it has none."""
    table = _read(path)
    table = table.assign(rule=table["rule"].str.split(r"\s*[;,]\s*", regex=True)).explode("rule")
    table["rule"] = table["rule"].str.strip()
    numbers = {rule.number for rule in rules(year)}
    unknown = (table["rule"] != "") & ~table["rule"].isin(numbers)
    if unknown.any():
        line, rule = table.index[unknown][0] + 2, table.loc[unknown, "rule"].iloc[0]
        raise ConfigError(
            f"{path}, line {line}: there is no rule {rule!r} in {year}. Rules are those of include/sen2/rules.csv and"
            " those made from its fields, such as STR-person-sex-code."
        )
    columns = {"year": str(year), "dfe_rule": table["dfe_rule"], "rule": table["rule"]}
    return pd.DataFrame({**columns, "dfe_message": table["message"], "dfe_level": table["level"]})[
        MATCH_COLUMNS
    ]


def _refuse_unknown(now: Mapping[str, str], theirs: set[str], year: int) -> None:
    numbers = {rule.number for rule in rules(year)}
    for number, ours in now.items():
        if number not in theirs:
            raise ConfigError(f"DfE's list has no rule {number!r}.")
        for each in ours.split(_MANY):
            if each not in numbers:
                raise ConfigError(f"There is no rule {each!r} among ours in {year}.")


def _plain(text: object) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in str(text).lower()).split())


__all__ = [
    "FILE_COLUMNS",
    "MATCHES",
    "MATCH_COLUMNS",
    "coverage",
    "file_of",
    "known_as",
    "matches",
    "read_list",
    "with_kept",
]
