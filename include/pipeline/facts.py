"""The facts of an extract: built once, and read by whatever needs them after that.

```
conformed/ ──► local facts ──► worklist/authority=<slug>/current    restricted: next actions, and whose hash is whose
                           └─► facts/authority=<slug>/extract_date=<day>    keyed hashes: figures, ranges, half-terms
```

A partition of facts says which load it is of and of which records, and is used only for these. The lake keeps those
of the newest extract, and of one that a half-term's figures as recorded were made from until the next night.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd

from include.errors import LakeError
from include.lake import Partition
from include.model.frames import as_texts, to_arrow, to_frame
from include.model.labels import shown
from include.pipeline.night import Night
from include.transforms import pseudonymise
from include.transforms.worklists import WAITING, work_list

Facts = dict[str, pd.DataFrame]


def build_facts(night: Night, tables: Mapping[str, pd.DataFrame]) -> tuple[Facts, Facts]:
    """Facts with keyed hashes, and the tables for casework that need local identifiers. No I/O.

    Args:
        night: the night.
        tables: its case tables by name.

    Returns:
        The facts by name, their texts as categories; `work_list` and `person_key` as the warehouse's schema
        `restricted` has them.

    """
    authority, day, tables = night.authority, night.extract_date, dict(tables)
    local = night.methods.facts(tables, day, boundary=authority.boundary, as_codes=True)
    people, clocks = tables["person"][["person_id"]], local["fact_clock"]
    casework = {
        "work_list": work_list(as_texts(clocks[clocks["clock_status"].isin(WAITING)]), tables, day),
        "person_key": people.assign(person_key=night.keys("person", people["person_id"])),
    }
    return shown(pseudonymise(local, night.keys), tables, authority.gate.groups), casework


def make_facts(night: Night) -> Facts:
    """Build the facts of the newest extract and leave them in the lake, with the work list, in place of others'.

    Returns:
        The facts by name, their texts as categories.

    """
    facts, casework = build_facts(night, night.records())
    night.lake.write(_casework(night), {n: to_arrow(f) for n, f in casework.items()}, **made_of(night))
    _write(night, facts)
    _remove_others(night)
    return facts


def facts_of(night: Night, *, keep: bool = True) -> Facts:
    """The facts of any extract: as the lake has them, else built, and with `keep` left there for the next step."""
    try:
        return {name: to_frame(table) for name, table in facts_there(night).items()}
    except LakeError:
        facts, _ = build_facts(night, night.records())
    if keep:
        _write(night, facts)
    return {name: as_texts(frame) for name, frame in facts.items()}


def there(night: Night, path: str, what: str) -> Partition:
    """A partition made from a night's records by this code with these settings.

    Raises:
        LakeError: it is another night's, or not there.

    """
    manifest = night.lake.manifest(path)
    if manifest is None or not made_of(night).items() <= manifest.items():
        raise LakeError(
            f"The {what} in the lake are not those of {night.extract_date}. Run the transform step first."
        )
    return Partition(night.lake, path, manifest)


def facts_there(night: Night) -> Partition:
    """The facts of a night that the lake has. Raises `LakeError` when it has others."""
    return there(night, night.path("facts"), "facts")


def casework_there(night: Night) -> Partition:
    """`work_list` and `person_key` of a night that the lake has. Raises `LakeError` when it has others."""
    return there(night, _casework(night), "next actions")


def _remove_others(night: Night) -> None:
    home = f"facts/authority={night.authority.slug}"
    for path in night.lake.folders(f"{home}/extract_date=*"):
        if path != night.path("facts"):
            night.lake.remove(path)
    # An earlier version kept the facts of one extract here, without its date.
    for pattern in (f"{home}/_manifest.json", f"{home}/*.parquet"):
        night.lake.remove_others(pattern, keep=set())


def _write(night: Night, facts: Facts) -> None:
    tables = {name: partial(to_arrow, frame) for name, frame in facts.items()}
    night.lake.write(night.path("facts"), tables, **made_of(night))


def made_of(night: Night) -> dict[str, Any]:
    """What the manifest of something made from a night's records says of its origin."""
    return {"load_run_id": night.run.load_run_id, "records_checksum": night.run.records_checksum}


def _casework(night: Night) -> str:
    return f"worklist/authority={night.authority.slug}/current"
