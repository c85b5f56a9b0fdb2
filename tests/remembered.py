"""Pure steps of a night remember what they gave: for the same arguments they give it again, in all processes.

A night costs ten seconds, most of them in functions without I/O or clock, and most nights of the tests differ from one
another in a table or a day. What reads and writes always runs. A test of whether a step gives the same when it is run
again is marked `afresh`: there, nothing is remembered.
"""

from __future__ import annotations

import dataclasses
import hashlib
import os
import pickle
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pydantic import BaseModel

from include.published.records import Records


class Memory:
    """Results by function and content of the arguments, as files of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(exist_ok=True)

    def given(self, key: bytes) -> Any | None:
        """What is remembered under a key: a copy of the caller's own."""
        try:
            return pickle.loads((self.folder / key.hex()).read_bytes())
        except FileNotFoundError:
            return None

    def remember(self, key: bytes, result: Any) -> None:
        """Keep a result. Whoever reads meanwhile finds all of it or nothing."""
        being_written = self.folder / f"{key.hex()}.{os.getpid()}.new"
        being_written.write_bytes(pickle.dumps(result))
        being_written.rename(self.folder / key.hex())

    def of(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, asked once for the same arguments."""

        @wraps(function)
        def asked(*arguments: Any, **named: Any) -> Any:
            key = digest(function.__module__, function.__qualname__, arguments, named)
            if (given := self.given(key)) is not None:
                return given
            result = function(*arguments, **named)
            self.remember(key, result)
            return result

        return asked

    def of_rules(self, run: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
        """`Suites.run`, asked once about the same rule and rows: the others of the table may be about other days."""

        @wraps(run)
        def asked(
            suites: object, table: str, frame: pd.DataFrame, rules: Sequence[Any], values: dict[str, Any]
        ) -> dict[str, Any]:
            rows = digest(table, frame)
            keys = {rule.id: digest(rows, rule, rule.arguments(values)) for rule in rules}
            known = {rule_id: self.given(key) for rule_id, key in keys.items()}
            new = run(suites, table, frame, [rule for rule in rules if known[rule.id] is None], values)
            for rule_id, outcome in new.items():
                self.remember(keys[rule_id], outcome)
            return {rule.id: known[rule.id] or new[rule.id] for rule in rules}

        return asked


def in_force(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Have the steps of this process remember in a folder."""
    from include.expectations.suite import Suites
    from include.pipeline import methods, sen2, sen2_checks
    from include.published import benchmarks
    from include.published import own as in_dfe_files
    from include.transforms import forecast

    memory, own = Memory(folder), methods.METHODS
    steps = {name: memory.of(getattr(own, name)) for name in ("check", "facts", "figures")}
    patch.setattr(methods, "METHODS", dataclasses.replace(own, **steps))
    patch.setattr(forecast, "forecasts", memory.of(forecast.forecasts))
    patch.setattr(Suites, "run", memory.of_rules(Suites.run))
    patch.setattr(sen2_checks, "build_return", memory.of(sen2_checks.build_return))
    patch.setattr(sen2, "moved_by_choices", memory.of(sen2.moved_by_choices))
    patch.setattr(in_dfe_files, "in_both_layouts", memory.of(in_dfe_files.in_both_layouts))
    patch.setattr(benchmarks, "figures", memory.of(benchmarks.figures))


def digest(*parts: Any) -> bytes:
    """A hash of values by their content."""
    found = hashlib.blake2b(digest_size=20)
    for part in parts:
        _add(found, part)
    return found.digest()


def _add(found: Any, part: Any) -> None:
    found.update(f"<{type(part).__name__}>".encode())
    if isinstance(part, pd.DataFrame):
        # The index is part of it: rows are told apart by it.
        found.update(repr([(str(name), str(dtype)) for name, dtype in part.dtypes.items()]).encode())
        found.update(pd.util.hash_pandas_object(part).to_numpy().tobytes())
    elif isinstance(part, pd.Series):
        _add(found, part.to_frame("values"))
    elif isinstance(part, bytes):
        found.update(part)
    elif isinstance(part, Mapping):
        for name, value in part.items():
            _add(found, name)
            _add(found, value)
    elif isinstance(part, (set, frozenset)):
        _add(found, sorted(part))
    elif isinstance(part, (list, tuple)):
        for each in part:
            _add(found, each)
    elif isinstance(part, BaseModel):
        found.update(repr(part).encode())
    elif dataclasses.is_dataclass(part):
        for each in dataclasses.fields(part):
            _add(found, getattr(part, each.name))
    elif isinstance(part, Records):
        _add(found, vars(part))
    elif part is None or isinstance(part, (str, int, float, date, np.generic)):
        found.update(repr(part).encode())
    else:
        raise TypeError(f"a {type(part).__name__} has no content to tell it by")
    found.update(b";")
