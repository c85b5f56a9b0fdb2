"""DfE's SEN2 person-level return: built from the case tables, checked against its rules, written and read back."""

from include.sen2.build import Return, build_return
from include.sen2.layout import fields, return_years, year_of

__all__ = ["Return", "build_return", "fields", "return_years", "year_of"]
