"""A pack's figures as a tidy table, and as a workbook with what is needed to read them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pandas as pd

from include.reports.pack.blocks import banners, scorecard
from include.reports.pack.view import FEW, RESTRICTED, SYMBOL_KEY, SYMBOLS, View, label
from include.spreadsheet import write_csv, write_xlsx

SYNTHETIC = "SYNTHETIC: invented children. Not the figures of any real council."


def data(view: View) -> pd.DataFrame:
    """One row for each figure that the audience may see, in the order of measure, half-term and group.

    Columns `authority`, `report_key`, `measure_id`, `measure_name`, `period_key`, `period_start`, `period_end`,
    `dimension`, `member`, `member_label`, `numerator`, `denominator`, `value`, `unit`, `status`, `symbol`, `target`,
    `basis`, `extract_date`, `data_origin`; before them, in what is not for the public, `marking`, which says so in each
    row. What is withheld is empty and has a symbol.
    """
    about = view.about
    rows = view.shown[
        ["measure_id", "period_key", "period_start", "period_end", "dimension", "member"]
        + ["numerator", "denominator", "value", "status"]
    ].copy()
    for name, column in (("measure_name", "measure_name"), ("unit", "unit"), ("target", "target")):
        rows[name] = rows["measure_id"].map({m: entry[column] for m, entry in view.measures.items()})
    pairs = {(d, m): view.member(d, m) for d, m in set(zip(rows["dimension"], rows["member"], strict=True))}
    rows["member_label"] = [pairs[pair] for pair in zip(rows["dimension"], rows["member"], strict=True)]
    # As on the pages: what has no figure says why, and a rate of few cases carries its caution.
    few = rows["unit"].eq("percent") & rows["value"].notna() & rows["denominator"].lt(FEW)
    rows["symbol"] = rows["status"].map(SYMBOLS).mask(few.fillna(False).astype("bool"), "[u]")
    rows["authority"], rows["report_key"] = about["authority"], about["report_key"]
    rows["basis"] = about["basis"]
    rows["extract_date"] = pd.Timestamp(about["extract_date"])
    rows["data_origin"] = "SYNTHETIC" if about["is_synthetic"] else "council's records"
    columns = [
        "authority",
        "report_key",
        "measure_id",
        "measure_name",
        "period_key",
        "period_start",
        "period_end",
    ]
    columns += ["dimension", "member", "member_label", "numerator", "denominator", "value", "unit", "status"]
    columns += ["symbol", "target", "basis", "extract_date", "data_origin"]
    table = rows[columns].sort_values(["measure_id", "period_key", "dimension", "member"], ignore_index=True)
    if not view.is_public:
        # A column, not a line above the heads: every program can still read the table, and a part of it says so too.
        table.insert(0, "marking", RESTRICTED)
    return table


def workbook(view: View) -> bytes:
    """The figures as a workbook: about, scorecard, data, measures."""
    measures = view.inputs["measures"]
    kept = [
        "measure_id",
        "measure_name",
        "definition",
        "numerator",
        "denominator",
        "unit",
        "direction",
        "target",
    ]
    kept += ["target_source", "citation", "recommendation"]
    cards = [
        pd.DataFrame(table.rows, columns=["measure", *_names(table.head[1:])]).assign(
            recommendation=table.caption
        )
        for table in scorecard(view)
    ]
    sheets = {
        "About": about(view),
        "Scorecard": pd.concat(cards, ignore_index=True) if cards else pd.DataFrame(),
        "Data": data(view),
        "Measures": measures.loc[measures["measure_id"].map(view.has), kept].reset_index(drop=True),
    }
    stamp = " ".join(
        ([SYNTHETIC] if view.about["is_synthetic"] else []) + ([] if view.is_public else [RESTRICTED])
    )
    return _written(lambda path: write_xlsx(sheets, path, stamp))


def about(view: View) -> pd.DataFrame:
    """Metadata as rows of `what` and `is`."""
    facts = view.about
    rows = [
        ("Authority", facts["authority_name"]),
        ("Half-term", f"{label(view.now)} ({view.now})"),
        ("First and last day", f"{facts['period_start']:%Y-%m-%d} to {facts['period_end']:%Y-%m-%d}"),
        ("Report", facts["report_key"]),
        ("Published", f"{facts['published_at']:%Y-%m-%d}"),
        ("From the records of", f"{facts['extract_date']:%Y-%m-%d} ({facts['basis']})"),
        (
            "For",
            "the public: small counts withheld" if view.is_public else RESTRICTED,
        ),
        *(("To note", text) for text in banners(view)),
        *((symbol, words) for symbol, words in SYMBOL_KEY.items()),
        ("Sheet Scorecard", "every measure beside its target, its past and what DfE publishes"),
        (
            "Sheet Data",
            "one row for each figure; numerator and denominator beside the value; all and all for a total",
        ),
        ("Sheet Measures", "what each measure counts, and where that comes from"),
        (
            "Published figures",
            "Department for Education, Education, health and care plans; Open Government Licence v3.0",
        ),
    ]
    return pd.DataFrame(rows, columns=["what", "is"])


def csv(view: View) -> bytes:
    """`data` as CSV."""
    return _written(lambda path: write_csv(data(view), path))


def _names(heads: list[str]) -> list[str]:
    return [head.replace("*", " (as DfE publishes for a year)") for head in heads]


def _written(write: Callable[[BytesIO], None]) -> bytes:
    buffer = BytesIO()
    write(buffer)
    return buffer.getvalue()
