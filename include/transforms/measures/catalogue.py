"""The measure catalogue: all measures there are, and what is asked of them together.

The entries (`include.transforms.measures.entries`) are data, in the YAML files here, one for each theme. An entry with
`limit` and `cohorts` stands for one measure for each cohort of that limit (`include.transforms.measures.cohorts`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from include.model import MARTS, TABLES
from include.transforms.measures.cohorts import by_cohort
from include.transforms.measures.counted import subject_codeset, tables_of
from include.transforms.measures.entries import Counted, Entry, MadeOfOthers, Measure, parse_measure
from include.yaml_files import load


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The measures there are, in their order.

    Attributes:
        measures: what is counted.
        themes: measure -> what it is about, under which people find it.

    Raises:
        ValueError: a name stands for two measures, or a measure is made of one that is not there.

    """

    measures: tuple[Measure, ...]
    themes: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names = [each.measure_id for each in self.measures]
        missing = {part for each in self.measures for part in each.linked} - set(names)
        if len(set(names)) != len(names) or missing:
            raise ValueError(f"the catalogue names measures twice, or parts that it lacks: {sorted(missing)}")

    @classmethod
    @cache
    def load(cls) -> Catalogue:
        """The catalogue of the files here, read once: what is worked out of a catalogue is kept by the one it is of."""
        measures: list[Measure] = []
        themes: dict[str, str] = {}
        for path in sorted(Path(__file__).parent.glob("*.yaml")):
            raw: Any = load(path)
            for name, entry in raw["measures"].items():
                measures += [parse_measure(each) for each in by_cohort(name, entry)]
            themes |= {each.measure_id: raw["theme"] for each in measures if each.measure_id not in themes}
        return cls(tuple(measures), themes)

    @cached_property
    def _by_id(self) -> dict[str, Measure]:
        return {each.measure_id: each for each in self.measures}

    def __getitem__(self, measure_id: str) -> Measure:
        return self._by_id[measure_id]

    def __contains__(self, measure_id: object) -> bool:
        return measure_id in self._by_id

    def __iter__(self) -> Iterator[Measure]:
        return iter(self.measures)

    def __len__(self) -> int:
        return len(self.measures)

    @property
    def counted(self) -> tuple[Counted, ...]:
        """The measures that are counted from rows."""
        return tuple(each for each in self.measures if isinstance(each, Counted))

    def only(self, measure_ids: Iterable[str]) -> Catalogue:
        """A catalogue of some measures, and of those that they are made of."""
        wanted: set[str] = set()
        asked = list(measure_ids)
        while asked:
            name = asked.pop()
            wanted.add(name)
            asked += [part for part in self[name].linked if part not in wanted]
        chosen = tuple(each for each in self.measures if each.measure_id in wanted)
        return Catalogue(chosen, self.themes)

    def measure_ids(self, held: set[str] | None = None) -> tuple[str, ...]:
        """Every measure, or those whose case tables are among `held`."""
        return tuple(m.measure_id for m in self.measures if held is None or held.issuperset(self.needs(m)))

    def needs(self, measure: Entry) -> tuple[str, ...]:
        """The case tables without which a measure is not collected, in the order of the model.

        They are those of the kinds that it counts and of the groups that it chooses by, or of the measures that it is
        made of; and those that its entry names besides.
        """
        return self._needs[measure.measure_id]

    @cached_property
    def _needs(self) -> dict[str, tuple[str, ...]]:
        tables: dict[str, set[str]] = {}

        def of(name: str) -> set[str]:
            if name not in tables:
                measure = self[name]
                of_parts: Iterable[set[str]] = ()
                if isinstance(measure, MadeOfOthers):
                    of_parts = map(of, measure.parts)
                elif isinstance(measure, Counted):
                    of_parts = [tables_of(measure)]
                tables[name] = set(measure.also_needs).union(*of_parts)
            return tables[name]

        return {name: tuple(table for table in TABLES if table in of(name)) for name in self._by_id}

    def has_cases(self, measure_id: str) -> bool:
        """Whether rows of a fact stand for a measure; none do for what the authority's file gives."""
        return isinstance(self._first_part(measure_id), Counted)

    def traced_to(self, measure_id: str) -> Counted:
        """The measure whose rows stand for a measure: itself, or its first part for one made of others."""
        counted = self._first_part(measure_id)
        if not isinstance(counted, Counted):
            raise TypeError(f"no rows stand for {measure_id}")
        return counted

    def _first_part(self, measure_id: str) -> Measure:
        part = self[measure_id]
        while isinstance(part, MadeOfOthers):
            part = self[part.parts[0]]
        return part

    @property
    def definition_versions(self) -> dict[str, int]:
        """Version of each measure's definition."""
        return {m.measure_id: m.definition_version for m in self.measures}

    def frame(self) -> pd.DataFrame:
        """The catalogue for people: columns and dtypes of `dim_measure`."""
        columns = MARTS["marts"]["dim_measure"].columns
        rows = [
            each.model_dump(include=set(columns))
            | {"subject_codeset": subject_codeset(each) if isinstance(each, Counted) else None}
            for each in self.measures
        ]
        frame = pd.DataFrame(rows, columns=list(columns))
        return frame.astype({c.name: c.dtype for c in columns.values()})
