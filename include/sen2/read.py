"""A return read back from its files: what was written, record for record."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import date

import pandas as pd
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from include.errors import SendError
from include.sen2.build import IDS, Return
from include.sen2.layout import ELEMENTS, MODULES, PARENT, fields, year_of

_MODULE_OF = {element: module for module, element in ELEMENTS.items()}


def read_xml(content: bytes) -> Return:
    """A return from its XML message, its records numbered from 1 in each module.

    Raises:
        SendError: it is not a return, not well-formed, or its header does not say whose or of when it is.

    """
    rows: dict[str, list[dict[str, str | None]]] = {module: [] for module in MODULES}
    header: dict[str, str | None] = {"_record_id": "1"}
    open_blocks: list[tuple[str, dict[str, str | None]]] = []
    try:
        for event, element in iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True):
            module = _MODULE_OF.get(element.tag)
            if module and event == "start":
                record: dict[str, str | None] = {"_record_id": str(len(rows[module]) + 1)}
                if open_blocks:
                    record["_parent_id"] = open_blocks[-1][1]["_record_id"]
                record["_person_id"] = (
                    open_blocks[0][1]["_record_id"] if open_blocks else record["_record_id"]
                )
                rows[module].append(record)
                open_blocks.append((module, record))
            elif module:
                open_blocks.pop()
                element.clear()
            elif event == "end" and len(element) == 0:
                target = open_blocks[-1][1] if open_blocks else header
                target[element.tag.lower()] = element.text
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise SendError(
            f"The XML is not a return that can be read ({type(error).__name__}). It may be cut short."
        ) from None
    rows["sen2"] = [header]
    return _return_of({module: pd.DataFrame(records) for module, records in rows.items()})


def read_csv(files: Mapping[str, bytes]) -> Return:
    """A return from the nine tables of an export.

    Raises:
        SendError: a table is missing, or the header does not say whose or of when the return is.

    """
    frames = {}
    for module in MODULES:
        name = next((name for name in files if re.search(rf"_{module}\.csv$", name)), None)
        if name is None:
            raise SendError(f"The export has no table {module}.")
        frame = pd.read_csv(io.BytesIO(files[name]), dtype="str", keep_default_na=False, na_values=[""])
        id_columns = {f"{module}tableid": "_record_id"}
        if module in PARENT:
            id_columns[f"{PARENT[module]}tableid"] = "_parent_id"
        frames[module] = frame.rename(columns=id_columns)
    frames["person"]["_person_id"] = frames["person"]["_record_id"]
    for module, above in PARENT.items():
        owner = frames[above].set_index("_record_id")["_person_id"]
        frames[module]["_person_id"] = owner.reindex(frames[module]["_parent_id"]).to_numpy()
    return _return_of(frames)


def _return_of(frames: dict[str, pd.DataFrame]) -> Return:
    """Frames of texts as a return: the year's fields, dates as CCYY-MM-DD. Errors as of its callers."""
    if frames["sen2"].empty:
        raise SendError("The return has no header.")
    header = frames["sen2"].iloc[0]
    try:
        of_year = year_of(int(str(header["year"])))
    except (KeyError, ValueError):
        raise SendError("The header does not say of which year the return is.") from None
    spec = fields(of_year.year)
    modules = {}
    for module in MODULES:
        of_module = spec[spec["module"] == module]
        kinds = dict(zip(of_module["field"].str.lower(), of_module["datatype"], strict=True))
        frame = frames[module].reindex(columns=[*kinds, *IDS]).astype("str")
        for name, kind in kinds.items():
            if kind in ("date", "datetime"):
                frame[name] = _day(frame[name], with_time=kind == "datetime")
            elif kind == "boolean":
                frame[name] = frame[name].replace({"True": "1", "False": "0"})
        modules[module] = frame
    day, sender = modules["sen2"]["referencedate"].iloc[0], modules["sen2"]["lea"].iloc[0]
    if pd.isna(sender):
        raise SendError("The header does not say whose return it is.")
    try:
        census = of_year.census if pd.isna(day) else date.fromisoformat(str(day))
    except ValueError:
        raise SendError("The reference date of the header is not a date.") from None
    return Return(of_year.year, str(sender), census, modules)


def _day(values: pd.Series, *, with_time: bool) -> pd.Series:
    exported = pd.to_datetime(values, format="%Y-%b-%d %H:%M:%S", errors="coerce")
    days = exported.dt.strftime("%Y-%m-%dT%H:%M:%S" if with_time else "%Y-%m-%d").astype("str")
    return days.fillna(values)
