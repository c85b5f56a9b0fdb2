"""DfE's SEN2 person-level return: built from the case tables, checked against its rules, written and read back."""

from include.sen2.build import Return, build_return
from include.sen2.compare import difference, moved_by_choices, summary
from include.sen2.layout import fields, return_years, year_of
from include.sen2.read import read_csv, read_xml
from include.sen2.write import numbered, template, template_sheet, write_csv, write_xml

__all__ = [
    "Return",
    "build_return",
    "difference",
    "fields",
    "moved_by_choices",
    "numbered",
    "read_csv",
    "read_xml",
    "return_years",
    "summary",
    "template",
    "template_sheet",
    "write_csv",
    "write_xml",
    "year_of",
]
