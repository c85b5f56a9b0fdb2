"""One CSV file of DfE's release as a typed table, with what in it is new to us told by name and never fatal."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from include.errors import ConfigError
from include.model import DFE, Table
from include.published import editions

_NUMBER = r"^-?[0-9][0-9,]*(\.[0-9]+)?$|^-?\.[0-9]+$"


@dataclass(frozen=True)
class Findings:
    """What a file of an edition has that is new to us, and lacks that was expected. Nothing of it stops a load."""

    file: str
    edition: int
    rows: int
    new_columns: tuple[str, ...] = ()
    missing_columns: tuple[str, ...] = ()
    new_topics: tuple[str, ...] = ()
    new_total_labels: tuple[str, ...] = ()
    new_members: tuple[str, ...] = ()
    new_symbols: tuple[str, ...] = ()
    rows_twice: int = 0
    none_kept: str = ""
    redefined: str = ""

    def lines(self) -> list[str]:
        """The findings in words, one line each; none when all is as expected."""
        names_by_kind = {
            "columns new to us, kept in the column `further`": self.new_columns,
            "columns that it should have and does not": self.missing_columns,
            "breakdowns new to us, taken as they are called": self.new_topics,
            "groups new to us, taken as they are called": self.new_members,
            "other label of the rows for everybody": self.new_total_labels,
            "signs in place of numbers that we do not know": self.new_symbols,
        }
        lines = [f"{what}: {', '.join(names)}" for what, names in names_by_kind.items() if names]
        if self.rows_twice:
            lines.append(f"rows that are there twice, taken once: {self.rows_twice:,}")
        if self.none_kept:
            lines.append(f"nothing is loaded, for no row has {self.none_kept}")
        if self.redefined:
            lines.append(f"not to be set beside the edition before: {self.redefined}")
        return lines


def parse(rows: pa.Table, file: str, edition: int) -> tuple[pd.DataFrame, Findings]:
    """The rows of one file of an edition, and what is new in it.

    Args:
        rows: the file as DfE published it, as `as_text` gives it.
        file: our name of it, as `editions.recognise` gives it.
        edition: reporting year.

    Returns:
        Rows with the columns and types of the model's table `published_<file>`. A number is missing where DfE printed
        a sign; `symbols` then says which, as JSON `{column: sign}`. `further` holds, in the same way, the cells of
        columns that the table does not have. `area_code` and `area_name` are those of the authority, else the region,
        else the country; `topic` and `member` are our words for DfE's breakdown.

    """
    table, entry = DFE[f"published_{file}"], editions.editions().files[file]
    cells = _cells(rows, table, file, edition)
    frame = _with_area(cells.columns, table, edition)
    topics = _words(frame, file, edition)
    for name in ("topic", "member"):
        if name in table.columns:
            frame[name] = topics[name]
    frame["symbols"] = as_json(_frame(cells.signs, frame))
    if "further" in table.columns:
        frame["further"] = as_json(_frame(cells.further, frame))
    frame = frame[list(table.columns)]
    is_kept = pd.Series(True, index=frame.index)
    for name, labels in entry.kept.items():
        is_kept &= frame[name].isin(labels).fillna(False)
    frame, topics = frame[is_kept], topics[is_kept]
    twice = frame.duplicated(list(table.key))
    findings = _findings(file, edition, rows, cells, topics, int(twice.sum()))
    if rows.num_rows and frame.empty and entry.kept:
        labels_kept = ", ".join(f"{name} {labels[0]}" for name, labels in entry.kept.items())
        findings = replace(findings, none_kept=labels_kept)
    return frame[~twice].reset_index(drop=True), findings


@dataclass(frozen=True)
class _Cells:
    """The cells of a file by column, under our names.

    Attributes:
        columns: those of the model's table, in its types; a number is missing where DfE printed a sign.
        signs: the signs in place of numbers, of columns that have any.
        further: text of the columns that the table does not have.

    """

    columns: dict[str, pa.ChunkedArray]
    signs: dict[str, pa.ChunkedArray]
    further: dict[str, pa.ChunkedArray]

    def unknown_signs(self) -> set[str]:
        """Signs that we do not know."""
        signs = {sign for column in self.signs.values() for sign in column.unique().to_pylist()}
        return signs - {None, *editions.editions().symbols}


def _cells(rows: pa.Table, table: Table, file: str, edition: int) -> _Cells:
    cells = _Cells({}, {}, {})
    for name in rows.column_names:
        text = pc.utf8_trim_whitespace(rows[name])
        text = pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)
        ours = editions.our_name(file, edition, name)
        if ours not in table.columns:
            if not editions.is_left(file, name):
                cells.further[name] = text
            continue
        kind = table.columns[ours].arrow
        if pa.types.is_string(kind):
            cells.columns[ours] = text
            continue
        is_number = pc.fill_null(pc.match_substring_regex(text, _NUMBER), False)
        signs = pc.if_else(is_number, pa.scalar(None, pa.string()), text)
        if signs.null_count < len(signs):
            cells.signs[ours] = signs
        numbers = pc.if_else(is_number, pc.replace_substring(text, ",", ""), pa.scalar(None, pa.string()))
        numbers = numbers.cast(pa.float64())
        cells.columns[ours] = (pc.round(numbers) if pa.types.is_integer(kind) else numbers).cast(kind)
    return cells


def _with_area(columns: dict[str, pa.ChunkedArray], table: Table, edition: int) -> pd.DataFrame:
    """Rows of the model's table: with edition and area, and empty columns in place of those that the file lacks."""
    frame: pd.DataFrame = pa.table(columns).to_pandas(
        types_mapper={pa.int64(): pd.Int64Dtype(), pa.float64(): pd.Float64Dtype()}.get
    )
    frame["release_year"] = pd.array([edition] * len(frame), dtype="Int64")
    for name in [c for c in table.columns if c not in frame]:
        frame[name] = pd.Series(None, index=frame.index, dtype=table.columns[name].dtype)
    for part, la in (("code", "new_la_code"), ("name", "la_name")):
        frame[f"area_{part}"] = frame[la].fillna(frame[f"region_{part}"]).fillna(frame[f"country_{part}"])
    return frame


def as_text(content: bytes, called: str) -> pa.Table:
    """A CSV file in UTF-8 with all its cells as text. A column that DfE prints twice is taken once.

    Raises:
        ConfigError: it is no table; `called` is what people know it by.

    """
    body = content.decode("utf-8-sig", errors="replace")
    head = [name.strip().strip('"') for name in body.split("\n", 1)[0].strip().split(",")]
    first = {name.lower(): place for place, name in reversed([*enumerate(head)])}
    names = [name if first[name.lower()] == i else f"twice {i}" for i, name in enumerate(head)]
    try:
        rows = csv.read_csv(
            pa.BufferReader(body.encode()),
            csv.ReadOptions(column_names=names, skip_rows=1),
            convert_options=csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string())),
        )
    except pa.ArrowInvalid:  # whose words quote the row, and a folder may hold files of children by mistake
        raise ConfigError(
            f"{called} cannot be read as a table: not all of its rows have as many cells as its head."
        ) from None
    return rows.drop_columns([name for name in names if name.startswith("twice ")])


def _words(rows: pd.DataFrame, file: str, edition: int) -> pd.DataFrame:
    """`topic` and `member` of each row, with DfE's own words as `printed_topic` and `printed`."""
    if "breakdown" not in rows:
        return pd.DataFrame(
            {"topic": editions.TOTAL, "member": editions.TOTAL, "printed_topic": None, "printed": None},
            index=rows.index,
        )
    printed = rows[["breakdown_topic", "breakdown"]].set_axis(["printed_topic", "printed"], axis=1)
    kinds = printed.drop_duplicates()
    kinds = kinds.assign(
        topic=[
            editions.topic_of(file, edition, *_texts(pair)) for pair in zip(*kinds.T.to_numpy(), strict=True)
        ]
    )
    kinds["member"] = [
        editions.member_of(topic, label if isinstance(label, str) else None)
        for topic, label in zip(kinds["topic"], kinds["printed"], strict=True)
    ]
    return printed.merge(kinds, on=["printed_topic", "printed"], how="left").set_index(rows.index)


def _texts(pair: tuple[object, object]) -> tuple[str | None, str | None]:
    topic, label = (value if isinstance(value, str) else None for value in pair)
    return topic, label


def _findings(
    file: str,
    edition: int,
    rows: pa.Table,
    cells: _Cells,
    topics: pd.DataFrame,
    twice: int,
) -> Findings:
    entry = editions.editions().files[file]
    had = {editions.our_name(file, edition, name) for name in rows.column_names}
    totals = {str(label) for label in topics.loc[topics["topic"] == editions.TOTAL, "printed"].dropna()}
    labels = set(entry.all.values())
    words = topics.drop_duplicates("topic")
    new_topics = {
        str(row.printed_topic) for row in words.itertuples() if not editions.is_known_topic(str(row.topic))
    }
    new_members = {
        str(member)
        for topic, member in zip(topics["topic"], topics["member"], strict=True)
        if not editions.is_known_member(str(topic), str(member))
    }
    redefined = entry.redefined.get(edition)
    return Findings(
        file=file,
        edition=edition,
        rows=rows.num_rows,
        new_columns=tuple(sorted(cells.further)),
        missing_columns=tuple(sorted(editions.expected(file, edition) - had)),
        new_topics=tuple(sorted(new_topics)),
        new_total_labels=tuple(sorted(totals - labels)) if labels else (),
        new_members=tuple(sorted(new_members)),
        new_symbols=tuple(sorted(cells.unknown_signs())),
        rows_twice=twice,
        redefined=f"{', '.join(redefined.columns)} ({redefined.why})" if redefined else "",
    )


def _frame(cells: dict[str, pa.ChunkedArray], rows: pd.DataFrame) -> pd.DataFrame:
    return pa.table(cells).to_pandas() if cells else pd.DataFrame(index=rows.index)


def as_json(cells: pd.DataFrame) -> pd.Series:
    """One JSON object for each row that has any of the cells. Rows with the same cells share their text."""
    if cells.empty:
        return pd.Series(None, index=cells.index, dtype="str")
    groups = cells.groupby(list(cells), dropna=False, sort=False).ngroup()
    kinds = cells.loc[groups.drop_duplicates().index]
    texts = [
        json.dumps(filled) if (filled := {k: v for k, v in row.items() if isinstance(v, str)}) else None
        for row in kinds.to_dict("records")
    ]
    return groups.map(dict(zip(groups.loc[kinds.index], texts, strict=True))).astype("str")
