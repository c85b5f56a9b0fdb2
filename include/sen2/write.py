"""A return as files: the XML message, the nine tables of the collection system's export, the entry template.

The same return and the same time of making give the same bytes. No clock is read.
"""

from __future__ import annotations

from datetime import date, datetime
from xml.sax.saxutils import escape

import pandas as pd

from include.model import sen2_heads
from include.sen2.build import Return
from include.sen2.layout import ELEMENTS, MODULES, PARENT, blocks, fields

# Parts of the XML's header, in order.
_COLLECTION = ("Collection", "Year", "ReferenceDate")
_INDENT = "  "
_ENTITIES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
TEMPLATE_TITLES = {
    "sen2": "Header Record",
    "person": "Person Record",
    "requests": "Requests Records",
    "assessment": "Assessments Records",
    "namedplan": "Named Plan Records",
    "plandetail": "Plan Detail Records",
    "activeplans": "Active Plan Records",
    "placementdetail": "Placement Detail Records",
    "senneed": "SEN Need Records",
}


def numbered(ret: Return) -> Return:
    """The return with its records numbered from 1 in each module: files carry no identifier of the authority's own."""
    numbers: dict[str, pd.Series] = {}
    modules = {}
    for module in MODULES:
        frame = ret.modules[module].reset_index(drop=True)
        number_of = pd.Series((frame.index + 1).astype("str"), index=frame["_record_id"])
        numbers[module] = number_of
        above = numbers[PARENT[module]] if module in PARENT else None
        changed = {"_record_id": number_of.to_numpy()}
        if above is not None:
            changed["_parent_id"] = above.reindex(frame["_parent_id"]).to_numpy()
        if module != "sen2":
            changed["_person_id"] = numbers["person"].reindex(frame["_person_id"]).to_numpy()
        modules[module] = frame.assign(**changed).astype("str")
    return Return(ret.year, ret.la_code, ret.census_date, modules)


def write_xml(ret: Return, made_at: datetime) -> bytes:
    """The message that the collection system takes."""
    inside: dict[str, pd.Series] = {}
    for module in reversed(MODULES[1:]):
        frame = ret.modules[module]
        block = _xml_of(module, frame, ret.year, inside)
        if module == "person":
            persons = "".join(block)
        else:
            inside[module] = block.groupby(frame["_parent_id"].to_numpy(), sort=False).agg("".join)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<Message>\n'
        f"{_xml_header(ret, made_at)}{_INDENT}<Persons>\n{persons}{_INDENT}</Persons>\n</Message>\n"
    ).encode()


def _xml_of(module: str, frame: pd.DataFrame, year: int, inside: dict[str, pd.Series]) -> pd.Series:
    """The block of each record, whole columns at a time."""
    depth = 2 + _depth(module)
    text = pd.Series(f"{_INDENT * depth}<{ELEMENTS[module]}>\n", index=frame.index, dtype="str")
    for kind, name in blocks(module, year):
        if kind == "field":
            values = frame[name.lower()]
            safe = values
            for sign, entity in _ENTITIES:
                safe = safe.str.replace(sign, entity, regex=False)
            leaf = f"{_INDENT * (depth + 1)}<{name}>" + safe + f"</{name}>\n"
            text += leaf.where(values.notna(), "")
        elif name in inside:
            text += inside[name].reindex(frame["_record_id"]).fillna("").set_axis(frame.index)
    return text + f"{_INDENT * depth}</{ELEMENTS[module]}>\n"


def _depth(module: str) -> int:
    return 0 if module == "person" else 1 + _depth(PARENT[module])


def _xml_header(ret: Return, made_at: datetime) -> str:
    row = ret.modules["sen2"].iloc[0]
    spec = fields(ret.year)
    parts: dict[bool, str] = {True: "", False: ""}
    for name in spec.loc[spec["module"] == "sen2"].sort_values("order")["field"]:
        value = made_at.strftime("%Y-%m-%dT%H:%M:%S") if name == "DateTime" else row[name.lower()]
        if pd.notna(value):
            parts[name in _COLLECTION] += f"{_INDENT * 3}<{name}>{escape(str(value))}</{name}>\n"
    two = _INDENT * 2
    return (
        f"{_INDENT}<Header>\n{two}<CollectionDetails>\n{parts[True]}{two}</CollectionDetails>\n"
        f"{two}<Source>\n{parts[False]}{two}</Source>\n{_INDENT}</Header>\n"
    )


def write_csv(ret: Return, made_at: date | datetime) -> dict[str, bytes]:
    """The nine tables in the layout of the collection system's "Blade" export: name of each file -> its content.

    Dates and flags are written as the export has them: `2025-Jan-13 00:00:00`, `True` and `False`. `made_at`, when it
    is a moment, fills the header's `datetime`.
    """
    files = {}
    for module, frame in numbered(ret).modules.items():
        spec = fields(ret.year)
        kinds = spec.loc[spec["module"] == module].sort_values("order").set_index("field")["datatype"]
        columns: dict[str, pd.Series] = {
            f"{module}tableid": frame["_record_id"],
            "NativeId": frame["_record_id"],
            f"{module}orderseqcolumn": frame["_record_id"],
            "sourceid": pd.Series("1", index=frame.index, dtype="str"),
        }
        if module == "person":
            columns["sen2tableid"] = pd.Series("1", index=frame.index, dtype="str")
        elif module != "sen2":
            columns[f"{PARENT[module]}tableid"] = frame["_parent_id"]
        for name, kind in kinds.items():
            values = frame[str(name).lower()]
            if name == "DateTime" and isinstance(made_at, datetime):
                values = pd.Series(made_at.strftime("%Y-%m-%dT%H:%M:%S"), index=frame.index, dtype="str")
            if kind == "boolean":
                values = values.replace({"1": "True", "0": "False"})
            columns[str(name).lower()] = _export_date(values) if kind in ("date", "datetime") else values
        text = pd.DataFrame(columns).to_csv(index=False, lineterminator="\r\n")
        files[f"Blade-Export_{made_at:%d-%m-%Y}_{module}.csv"] = text.encode("utf-8-sig")
    return files


def _export_date(values: pd.Series) -> pd.Series:
    """CCYY-MM-DD as the export has it, CCYY-Mon-DD HH:MM:SS; what is no date stays as it is."""
    days = pd.to_datetime(values, errors="coerce", format="ISO8601")
    return days.dt.strftime("%Y-%b-%d %H:%M:%S").astype("str").fillna(values)


def template(ret: Return, made_at: datetime | None = None) -> pd.DataFrame:
    """The sheet of the entry template: nine tables one under another, each with its title and its heads.

    Records carry their kind, the number of the person and, from requests down, of the request, and the authority's.
    Titles, heads letter for letter, two empty rows between tables, flags and the header's time as numbers: all as
    public readers of the template expect them. The order of its columns is not known.
    """
    ret = numbered(ret)
    requests = _request_of(ret)
    spec = fields(ret.year)
    sheets = []
    for module, title in TEMPLATE_TITLES.items():
        frame = ret.modules[module]
        of_module = spec.loc[spec["module"] == module].sort_values("order")
        heads_of = sen2_heads(module)
        columns: dict[str, pd.Series] = {"recordtype": pd.Series(module, index=frame.index, dtype="str")}
        if module != "sen2":
            columns["personid"] = frame["_person_id"]
        if module not in ("sen2", "person"):
            columns["requestsrecordid"] = requests[module]
        if module != "sen2":
            columns["la"] = pd.Series(ret.la_code, index=frame.index, dtype="str")
        for item, kind in zip(of_module["field"].str.lower(), of_module["datatype"], strict=True):
            values = frame[item]
            if kind == "boolean":
                values = values.map({"1": 1, "0": 0})
            elif kind == "datetime" and made_at is not None:
                values = pd.Series(_serial(made_at), index=frame.index)
            columns[item] = values.astype("object")
        heads = [heads_of[item][0] for item in columns]
        rows = pd.DataFrame({item: values.astype("object") for item, values in columns.items()})
        head = pd.DataFrame([[title, *[None] * (len(heads) - 1)], heads])
        sheets += [head, rows.set_axis(range(len(heads)), axis=1), pd.DataFrame([[None], [None]])]
    # Nothing is below the last table: a reader takes every row there for a record.
    stacked = pd.concat(sheets[:-1], ignore_index=True).astype("object")
    return stacked.set_axis([f"Column {n}" for n in range(1, stacked.shape[1] + 1)], axis=1)


def template_sheet(ret: Return, made_at: datetime) -> pd.DataFrame:
    """The sheet as it is written: its first row is the first title, and stands where other sheets have their heads."""
    sheet = template(ret, made_at)
    first = [value if isinstance(value, str) else "" for value in sheet.iloc[0]]
    return sheet.iloc[1:].set_axis(first, axis=1)


def _serial(moment: datetime) -> float:
    """A moment as spreadsheets count it: days since 30 December 1899."""
    since = moment - datetime(1899, 12, 30, tzinfo=moment.tzinfo)
    return since.days + since.seconds / 86_400


def _request_of(ret: Return) -> dict[str, pd.Series]:
    """The request that each record of each module belongs to."""
    requests: dict[str, pd.Series] = {}
    for module in MODULES:
        frame = ret.modules[module]
        if module in ("sen2", "person"):
            requests[module] = pd.Series(None, index=frame.index, dtype="str")
        elif module == "requests":
            requests[module] = frame["_record_id"]
        else:
            above = PARENT[module]
            of = requests[above].set_axis(ret.modules[above]["_record_id"])
            requests[module] = of.reindex(frame["_parent_id"]).set_axis(frame.index)
    return requests
