"""A return laid out for checking: every field of the year's specification is there, as text or as a date.

Names of modules and fields are the lower-case ones of the collection system's export. Nothing here raises because of
what a return holds: a missing module is an empty one, a missing field is blank, a value that is no date is blank in
the column of dates and still there in the column of text.
"""

from __future__ import annotations

from functools import cache

import pandas as pd

from include.sen2.build import IDS, Return, as_text
from include.sen2.layout import MODULES, PARENT, fields

# A day, and in the header the time of day after it.
_DAY = r"\d{4}-\d{2}-\d{2}(?:T.*)?"


class Records:
    """The modules of one return, with links between them followed for whole columns at once."""

    def __init__(
        self, ret: Return, previous: Records | None = None, settings: frozenset[str] | None = None
    ) -> None:
        """Lay out `ret`. Its frames are not changed.

        Args:
            ret: the return.
            previous: last year's, if there is one.
            settings: numbers on the council's own list of settings; None where it holds no list.

        """
        self.previous, self.settings = previous, settings
        self.year, self.la_code = ret.year, ret.la_code
        self.census = pd.Timestamp(ret.census_date)
        frames = {name.lower(): frame for name, frame in ret.modules.items()}
        self._text = {
            name: _laid_out([*items, *IDS], frames.get(name)) for name, items in _items(ret.year).items()
        }
        self._dates: dict[tuple[str, str], pd.Series] = {}
        self._links: dict[tuple[str, str], pd.Series] = {}

    def __getitem__(self, module: str) -> pd.DataFrame:
        """The records of a module, all values as text; blank is missing."""
        return self._text[module]

    def has(self, module: str, field: str) -> bool:
        """The field is in the year's specification."""
        return field in self._text[module].columns

    def day(self, module: str, field: str) -> pd.Series:
        """A field of dates as dates; missing where the text is not a date as the schema writes it."""
        if (module, field) not in self._dates:
            text = self._text[module].get(field, pd.Series(index=self._text[module].index, dtype="str"))
            text = text.where(text.str.fullmatch(_DAY, na=False))
            days = pd.to_datetime(text.str.slice(0, 10), format="%Y-%m-%d", errors="coerce")
            self._dates[module, field] = days.astype("datetime64[us]")
        return self._dates[module, field]

    def ancestor(self, module: str, above: str) -> pd.Series:
        """For each record of `module`, the `_record_id` of the record of `above` that it belongs to."""
        if (module, above) not in self._links:
            link, at = self._text[module]["_parent_id"], PARENT[module]
            while at != above:
                parents = self._text[at].set_index("_record_id")["_parent_id"]
                link, at = look_up(link, parents), PARENT[at]
            self._links[module, above] = link
        return self._links[module, above]

    def up(self, module: str, above: str, field: str, *, day: bool = False) -> pd.Series:
        """A field of the record above, for each record of `module`."""
        frame = self._text[above]
        values = self.day(above, field) if day else frame[field]
        return look_up(self.ancestor(module, above), values.set_axis(frame["_record_id"]))

    def beside(self, module: str, other: str, field: str, *, day: bool = False) -> pd.Series:
        """A field of the first record of `other` under the same request, for each record of `module`."""
        frame = self._text[other]
        values = self.day(other, field) if day else frame[field]
        return look_up(self.request_of(module), values.set_axis(self.ancestor(other, "requests")))

    def request_of(self, module: str) -> pd.Series:
        """The request that each record belongs to."""
        return self._text[module]["_record_id"] if module == "requests" else self.ancestor(module, "requests")

    def with_any(self, module: str, below: str) -> pd.Series:
        """The record of `module` has a record of `below` (straight or further down)."""
        return self._text[module]["_record_id"].isin(self.ancestor(below, module).dropna())

    def with_any_beside(self, module: str, other: str) -> pd.Series:
        """The request of the record of `module` has a record of `other`."""
        return self.request_of(module).isin(self.ancestor(other, "requests").dropna())

    def count_below(self, module: str, below: str, where: pd.Series | None = None) -> pd.Series:
        """How many records of `below` (those `where`) each record of `module` has."""
        links = self.ancestor(below, module)
        counts = (links if where is None else links[where]).value_counts()
        return self._text[module]["_record_id"].map(counts).fillna(0).astype(int)

    def born(self, module: str) -> pd.Series:
        """Date of birth of the person whom each record is about."""
        people = self._text["person"]["_record_id"] if module == "person" else self.ancestor(module, "person")
        born = self.day("person", "personbirthdate").set_axis(self._text["person"]["_record_id"])
        return look_up(people, born)

    def age(self, module: str, on: pd.Series | pd.Timestamp) -> pd.Series:
        """Age in completed years on a day; missing where the date of birth is."""
        born = self.born(module)
        days = pd.Series(on, index=born.index) if isinstance(on, pd.Timestamp) else on
        before_birthday = days.dt.month * 100 + days.dt.day < born.dt.month * 100 + born.dt.day
        return days.dt.year - born.dt.year - before_birthday.astype(int)

    def in_force(self, module: str) -> pd.Series:
        """The plan of the record's request has not ceased by the census day, by what the return says."""
        later = self.beside(module, "namedplan", "ceasedate", day=True) > self.census
        return later | blank(self.beside(module, "namedplan", "ceasedate"))

    def is_open(self, module: str, field: str) -> pd.Series:
        """The record has no last day on or before the census day."""
        return blank(self[module][field]) | (self.day(module, field) > self.census)

    @property
    def year_began(self) -> pd.Timestamp:
        """First day of the calendar year whose events are told."""
        return pd.Timestamp(self.year - 1, 1, 1)

    @property
    def year_ended(self) -> pd.Timestamp:
        """Last day of the calendar year whose events are told."""
        return pd.Timestamp(self.year - 1, 12, 31)

    @property
    def school_year_began(self) -> pd.Timestamp:
        """31 August before the census: a child's age on it gives the year group."""
        return pd.Timestamp(self.year - 1, 8, 31)


def look_up(keys: pd.Series, values: pd.Series) -> pd.Series:
    """For each key the first value under it in the index of `values`; missing where there is none."""
    by_key = values[~values.index.duplicated() & values.index.notna()]
    # Not `map`: of nothing at all it makes numbers.
    return by_key.reindex(keys.to_numpy()).set_axis(keys.index)


def filled(values: pd.Series) -> pd.Series:
    """Present: values of `Records` are never blank."""
    return values.notna()


def blank(values: pd.Series) -> pd.Series:
    """Not present."""
    return values.isna()


def _laid_out(items: list[str], frame: pd.DataFrame | None) -> pd.DataFrame:
    """Records with these columns, all of texts."""
    if frame is None:
        return pd.DataFrame(columns=items, dtype="str")
    records = frame.rename(columns=str.lower).reset_index(drop=True)
    columns = {name: _as_text(records[name]) if name in records else None for name in items}
    return pd.DataFrame(columns, index=records.index).astype("str")


def _as_text(values: pd.Series) -> pd.Series:
    """As a file holds them; times of day and whole numbers that came as floats too."""
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        known = values.dropna()
        if (known != known.dt.normalize()).any():
            return values.dt.strftime("%Y-%m-%dT%H:%M:%S").astype("str")
    elif pd.api.types.is_float_dtype(values.dtype) and (values.dropna() % 1 == 0).all():
        values = values.astype("Int64")
    return as_text(values)


@cache
def _items(year: int) -> dict[str, list[str]]:
    """The fields of each module in lower case."""
    table = fields(year)
    module, field = table["module"].str.lower(), table["field"].str.lower()
    return {name: field[module == name].tolist() for name in MODULES}
