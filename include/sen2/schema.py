"""The form of the XML message as an XML Schema, made from the table of fields. It is not DfE's own schema.

It holds what a file must have to be read at all: blocks and their order, dates, codes of the year, and the form of
numbers (`forms.csv`). Whether a field has to be there is told by the rules, which say it for people. Where public
schemas differ from one another, `docs/sen2.md` says how and what is done here.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from lxml import etree

from include.model.codes import codes_of_year
from include.sen2.layout import ELEMENTS, MODULES, blocks, fields, year_of

# Sets that are not on file whole: any three characters are let through, and rules look at them.
_OPEN = frozenset({"LACode"})
_TYPES = {"date": "xs:date", "datetime": "xs:dateTime", "year": "xs:gYear", "boolean": "flag"}
_MANY = {"requests", "placementdetail", "plandetail", "senneed"}
_XS = "http://www.w3.org/2001/XMLSchema"
_COLLECTION = ("Collection", "Year", "ReferenceDate")


@cache
def schema_text(year: int) -> str:
    """The schema of one year's message."""
    spec = fields(year)
    codesets = sorted(set(spec["codeset"].dropna()) - _OPEN)
    header = spec.loc[spec["module"] == "sen2"].sort_values("order")["field"]
    parts = [
        f'<xs:schema xmlns:xs="{_XS}">',
        _enumeration("flag", ["0", "1"]),
        *(_codes(name, year) for name in codesets),
        *(_pattern(name, form) for name, form in _forms().items()),
        *(_block(module, year) for module in reversed(MODULES[1:])),
        '<xs:element name="Message"><xs:complexType><xs:sequence>',
        '<xs:element name="Header"><xs:complexType><xs:sequence>',
        _sequence("CollectionDetails", [n for n in header if n in _COLLECTION], year),
        _sequence("Source", [n for n in header if n not in _COLLECTION], year),
        "</xs:sequence></xs:complexType></xs:element>",
        '<xs:element name="Persons"><xs:complexType><xs:sequence>',
        '<xs:element name="Person" type="Person" minOccurs="0" maxOccurs="unbounded"/>',
        "</xs:sequence></xs:complexType></xs:element>",
        "</xs:sequence></xs:complexType></xs:element></xs:schema>",
    ]
    return "\n".join(parts)


def faults(content: bytes, year: int, most: int = 20) -> list[str]:
    """What keeps a message from having the form of the year: line and element of each fault, and no value.

    Args:
        content: the message.
        year: of the return.
        most: faults told at most.

    """
    schema = etree.XMLSchema(etree.fromstring(schema_text(year)))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        document = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        return [f"line {error.lineno}: not well-formed"]
    if schema.validate(document):
        return []
    return sorted({f"line {e.line}: {e.path.rsplit('/', 1)[-1]}: {e.type_name}" for e in schema.error_log})[
        :most
    ]


def _block(module: str, year: int) -> str:
    inside = []
    for kind, name in blocks(module, year):
        if kind == "field":
            inside.append(_leaf(module, name, year))
        else:
            most = "unbounded" if name in _MANY else "1"
            inside.append(
                f'<xs:element name="{ELEMENTS[name]}" type="{ELEMENTS[name]}" minOccurs="0" maxOccurs="{most}"/>'
            )
    return f'<xs:complexType name="{ELEMENTS[module]}"><xs:sequence>{"".join(inside)}</xs:sequence></xs:complexType>'


def _sequence(name: str, items: list[str], year: int) -> str:
    inside = "".join(_leaf("sen2", item, year) for item in items)
    inside = f"<xs:complexType><xs:sequence>{inside}</xs:sequence></xs:complexType>"
    return f'<xs:element name="{name}">{inside}</xs:element>'


def _leaf(module: str, name: str, year: int) -> str:
    spec = fields(year)
    row = spec[(spec["module"] == module) & (spec["field"] == name)].iloc[0]
    codes = row["codeset"]
    if name in _forms():
        kind = f"form-{name}"
    elif isinstance(codes, str) and codes not in _OPEN and row["datatype"] != "boolean":
        kind = f"codes-{codes}"
    else:
        kind = _TYPES.get(row["datatype"], "xs:string")
    return f'<xs:element name="{name}" type="{kind}" minOccurs="0"/>'


@cache
def _forms() -> dict[str, str]:
    """Form of each field that has one besides its kind, as a pattern of XML Schema, which fits from end to end."""
    with (Path(__file__).parent / "forms.csv").open(encoding="utf-8", newline="") as file:
        return {row["field"]: row["form"] for row in csv.DictReader(file)}


def _pattern(name: str, form: str) -> str:
    limits = f'<xs:restriction base="xs:string"><xs:pattern value="{form}"/></xs:restriction>'
    return f'<xs:simpleType name="form-{name}">{limits}</xs:simpleType>'


def _codes(name: str, year: int) -> str:
    return _enumeration(f"codes-{name}", sorted(codes_of_year(name, year_of(year).fields_of)))


def _enumeration(name: str, values: list[str]) -> str:
    listed = "".join(f'<xs:enumeration value="{value}"/>' for value in values)
    return f'<xs:simpleType name="{name}"><xs:restriction base="xs:string">{listed}</xs:restriction></xs:simpleType>'
