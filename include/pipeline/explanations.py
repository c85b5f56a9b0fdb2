"""Explanations of missed targets: read from the authority's file, checked against names of the extract, added to."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import yaml
from pydantic import TypeAdapter, ValidationError

from include import private, yaml_files
from include.errors import ConfigError
from include.names import plain
from include.pipeline.night import Counts, warehouse
from include.settings import AuthorityConfig, Settings
from include.transforms import Catalogue
from include.transforms.written import MissedTarget, names_somebody

REMINDER = (
    "It is printed as you wrote it: no name of a child or family, no number below 5 of children, nothing by which"
    " somebody could be recognised."
)
_COLUMNS = ("measure_id", "reason", "next_step", "who", "when", "is_public")


def path_of(settings: Settings, slug: str) -> Path:
    """The file of an authority."""
    return settings.config_dir / "explanations" / f"{plain('authority', slug)}.yaml"


def read(settings: Settings, slug: str) -> list[MissedTarget]:
    """What is written; nothing where there is no file.

    Raises:
        ConfigError: the file cannot be read, holds what identifies somebody, or explains what is no measure.

    """
    path = path_of(settings, slug)
    try:
        targets = yaml_files.read(path, list[MissedTarget])
    except FileNotFoundError:
        return []
    if unknown := sorted({each.measure_id for each in targets} - set(Catalogue.load().measure_ids())):
        raise ConfigError(f"{path} explains what is no measure: {', '.join(unknown)}.")
    return targets


def refuse_names(settings: Settings, slug: str, targets: list[MissedTarget]) -> None:
    """Refuse explanations that name a child of the authority's records.

    Raises:
        ConfigError: one does. The name is not repeated.

    """
    if not targets:
        return
    people = warehouse(settings).query(
        "SELECT DISTINCT forename, surname FROM restricted.person"
        " WHERE authority = %s AND forename IS NOT NULL AND surname IS NOT NULL",
        slug,
    )
    names = list(zip(people["forename"], people["surname"], strict=True))
    for each in targets:
        if any(names_somebody(text, names) for text in (each.reason, each.next_step)):
            raise ConfigError(
                f"The explanation of {each.measure_id} for {each.period_key} holds both names of a child in the"
                " records. Take them out."
            )


def explanations(settings: Settings, slug: str, period: str) -> pd.DataFrame:
    """Those of a half-term as a pack takes them; the last written of each measure.

    Columns `measure_id`, `reason`, `next_step`, `who`, `when` (text) and `is_public`.
    """
    targets = [each for each in read(settings, slug) if each.period_key == period]
    refuse_names(settings, slug, targets)
    rows = [
        (each.measure_id, each.reason, each.next_step, each.who, str(each.when), each.public)
        for each in targets
    ]
    frame = pd.DataFrame(rows, columns=list(_COLUMNS)).drop_duplicates("measure_id", keep="last")
    return frame.astype({name: "bool" if name == "is_public" else "str" for name in _COLUMNS})


def say_why(
    slug: str,
    measure: str,
    period: str,
    *,
    reason: str,
    next_step: str,
    who: str,
    when: date,
    public: bool = False,
) -> Counts:
    """Add an explanation to the authority's file.

    Raises:
        ConfigError: it identifies somebody, or there is no such measure or authority. Nothing is written.

    """
    settings = Settings.load()
    AuthorityConfig.load(settings, slug)
    earlier = read(settings, slug)
    entry: dict[str, Any] = {
        "measure_id": measure,
        "period_key": period,
        "reason": reason,
        "next_step": next_step,
        "who": who,
        "when": when,
        "public": public,
    }
    try:
        new = MissedTarget.model_validate(entry)
    except ValidationError as error:
        raise ConfigError("; ".join(yaml_files.words_of(error))) from None
    if measure not in Catalogue.load():
        raise ConfigError(f"There is no measure {measure!r}. The catalogue is docs/measures.md.")
    refuse_names(settings, slug, [new])
    path, targets = path_of(settings, slug), [*earlier, new]
    text = path.read_text(encoding="utf-8") if earlier else ""
    # Below what is there, so that its comments stay; written anew where that is no list of lines.
    added = f"{text.rstrip()}\n{_as_lines([new])}".lstrip()
    private.write(path, added if _read(added) == targets else _as_lines(targets))
    return {"explanations": len(targets), "file": str(path)}


def _read(text: str) -> list[MissedTarget] | None:
    try:
        return TypeAdapter(list[MissedTarget]).validate_python(yaml.safe_load(text))
    except (yaml.YAMLError, ValidationError):
        return None


def _as_lines(targets: list[MissedTarget]) -> str:
    return yaml.safe_dump([each.model_dump() for each in targets], allow_unicode=True, sort_keys=False)
