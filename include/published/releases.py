"""A release of DfE's statistics as somebody has it: CSV files in a folder, a ZIP archive, or at addresses."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pandas as pd
import pyarrow as pa

from include.errors import ConfigError, SourceUnavailable
from include.published.editions import PLANS, editions, recognise
from include.published.reading import as_text

_SECONDS = 120
# The largest file of a release has 40,000 rows; a page of HTML in place of one is caught by its head.
_LARGEST = 512 * 2**20


@dataclass(frozen=True)
class Release:
    """Files of one edition as published, every cell as text: our name of the file -> rows.

    `others` names what was there besides and is none of DfE's files.
    """

    edition: int
    files: dict[str, pa.Table]
    others: tuple[str, ...]


def take(places: list[str], edition: int | None = None) -> Release:
    """Read a release from folders, CSV files, ZIP archives and addresses; what a file is shows its head.

    Args:
        places: where its files are. `addresses` stands for those of DfE's data sets of plans that are known,
            `addresses:absence` and `addresses:suspensions` for those of the other publications.
        edition: reporting year; from the latest period told of unless given.

    Raises:
        ConfigError: a place is not there, none of DfE's files is among the files, one is there twice, or they are of
            several publications.
        SourceUnavailable: an address does not answer.

    """
    files: dict[str, pa.Table] = {}
    from_where: dict[str, str] = {}
    others = []
    for called, content in _contents(places):
        rows = as_text(content, called) if content.strip() else pa.table({})
        period = (
            rows["time_identifier"][0].as_py() if "time_identifier" in rows.column_names and len(rows) else ""
        )
        file = recognise(rows.column_names, called, period)
        if file is None:
            others.append(called)
            continue
        if file in files and not files[file].equals(rows):
            raise ConfigError(
                f"{called} and {from_where[file]} are both DfE's file {file}, and differ. Leave the one that counts."
            )
        files[file], from_where[file] = rows, called
    if not files:
        names = ", ".join(editions().files)
        raise ConfigError(
            f"There is none of DfE's files in {', '.join(places)}. They are CSV files with the columns time_period, "
            f"geographic_level and so on: {names}."
        )
    if len(of := sorted({editions().files[file].publication for file in files})) > 1:
        raise ConfigError(
            f"There are files of several of DfE's publications ({', '.join(of)}), which have editions of their own. "
            "Take each by itself: a folder for each."
        )
    return Release(edition or _edition_of(files), dict(sorted(files.items())), tuple(others))


def addresses(publication: str = PLANS) -> list[str]:
    """Where the data sets of a publication can be fetched, as far as their numbers are known."""
    every = editions()
    return [
        every.address.format(data_set=file.data_set)
        for file in every.files.values()
        if file.data_set is not None and file.publication == publication
    ]


def _edition_of(files: Mapping[str, pa.Table]) -> int:
    """The reporting year: that after the latest calendar year, or that in which the latest academic year ends."""
    years = []
    for rows in files.values():
        latest = str(pd.to_numeric(rows["time_period"].to_pandas(), errors="coerce").max())[:6]
        digits = latest.split(".")[0]
        years.append(int(digits[:4]) + 1)
    return max(years)


def _contents(places: list[str]) -> Iterator[tuple[str, bytes]]:
    """Each CSV file, with what to call it."""
    for place in [each for place_or_word in places for each in _meant(place_or_word)]:
        if urlsplit(place).scheme in ("http", "https"):
            yield from _unpacked(place, _fetched(place))
            continue
        path = Path(place)
        if path.is_dir():
            files = sorted(p for p in path.rglob("*") if p.suffix.lower() in (".csv", ".zip") and p.is_file())
            if not files:
                raise ConfigError(f"The folder {path} has no CSV file and no ZIP archive.")
            for each in files:
                yield from _unpacked(each.name, each.read_bytes())
        elif path.is_file():
            yield from _unpacked(path.name, path.read_bytes())
        else:
            raise ConfigError(f"There is no file or folder {path}.")


def _meant(place: str) -> list[str]:
    """The addresses that a word stands for; anything else stands for itself."""
    word, _, publication = place.partition(":")
    return addresses(publication or PLANS) if word == "addresses" else [place]


def _unpacked(called: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """The CSV files of an archive, or the one file that it is."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        yield called, content
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for each in archive.infolist():
            if each.filename.lower().endswith(".csv") and each.file_size <= _LARGEST:
                yield each.filename, archive.read(each)


def _fetched(address: str) -> bytes:
    try:
        with urlopen(address, timeout=_SECONDS) as answer:  # noqa: S310 - http or https, checked by the caller
            content: bytes = answer.read(_LARGEST)
    except (URLError, TimeoutError, OSError) as error:
        why = getattr(error, "reason", error)
        raise SourceUnavailable(
            f"{address} does not answer: {why}. Or download the file and name its folder."
        ) from None
    return content
