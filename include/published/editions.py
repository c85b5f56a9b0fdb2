"""DfE's release edition by edition, as data: which files it has, and what each file's columns and labels are to us."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from include.model import DFE
from include.yaml_files import Strict, load

# Columns that say which row it is; all other columns of a file are figures.
PLACE = (
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "new_la_code",
    "old_la_code",
    "la_name",
    "education_phase",
    "absence_terms",
    "breakdown_topic",
    "breakdown",
)
# Columns of our tables that DfE's files do not have.
OURS = ("release_year", "area_code", "area_name", "topic", "member", "symbols", "further")
TOTAL = "all"
# The release of the statistics about plans themselves.
PLANS = "plans"


class Redefined(Strict):
    """Columns of one edition that cannot be set beside those of the edition before."""

    columns: tuple[str, ...]
    why: str


class File(Strict):
    """One of DfE's files through its editions. What each field means is said in `editions.yaml`."""

    title: str
    data_set: str | None = None
    period: str = "Calendar year"
    all: dict[int, str] = {}
    named: dict[str, tuple[str, ...]] = {}
    new: dict[int, tuple[str, ...]] = {}
    gone: dict[int, tuple[str, ...]] = {}
    redefined: dict[int, Redefined] = {}
    publication: str = PLANS
    kept: dict[str, tuple[str, ...]] = {}
    left: tuple[str, ...] = ()


class Editions(Strict):
    """The whole of `editions.yaml`."""

    address: str
    symbols: dict[str, str]
    topics: dict[str, tuple[str, ...]]
    members: dict[str, dict[str, tuple[str, ...]]]
    files: dict[str, File]


@cache
def editions() -> Editions:
    """What is known of DfE's editions."""
    return Editions.model_validate(load(Path(__file__).with_name("editions.yaml")))


def figures(file: str) -> list[str]:
    """Our columns of a file that hold figures, over all editions."""
    return [c for c in DFE[f"published_{file}"].columns if c not in PLACE and c not in OURS]


def our_name(file: str, edition: int, name: str) -> str:
    """Our column for one that DfE heads `name`; DfE's own in lower case where ours does not differ."""
    plain = name.strip().strip('"').lower()
    for ours, patterns in editions().files[file].named.items():
        if plain in {filled(pattern, edition) for pattern in patterns}:
            return ours
    return plain


def is_left(file: str, name: str) -> bool:
    """Whether a column is known and not loaded."""
    plain = name.strip().strip('"').lower()
    return any(fnmatchcase(plain, pattern) for pattern in editions().files[file].left)


def filled(pattern: str, edition: int) -> str:
    """A name of `editions.yaml` with the years of one edition in it."""
    year = edition - 1  # the reporting year 2026 tells of calendar 2025
    return pattern.format(year=year, yy=f"{year % 100:02}", next=f"{(year + 1) % 100:02}")


def expected(file: str, edition: int) -> set[str]:
    """Our columns that the file of an edition should have, as far as is known: those of the edition before, else."""
    entry = editions().files[file]
    later = {column for year, columns in entry.new.items() if year > edition for column in columns}
    dropped = {column for year, columns in entry.gone.items() if year <= edition for column in columns}
    return set(figures(file)) - later - dropped


def recognise(head: Iterable[str], called: str = "", period: str = "") -> str | None:
    """Which of DfE's files has this head; None when it is none of them.

    The one of whose figures it has the largest share, and at least half of them. Two files have one head; then it is
    told by what it is called (our name, or DfE's number of the data set), else by `period`, its `time_identifier`.
    """
    names = {name.strip().strip('"').lower() for name in head}
    if "time_period" not in names:
        return None
    years = {int(digits) % 100 + 2000 for name in names for digits in re.findall(r"_((?:20)?\d\d)$", name)}
    shares = {}
    for file in editions().files:
        had = {our_name(file, year + 1, name) for name in names for year in years or {0}}
        shares[file] = max(len(had & head_known) / len(head_known) for head_known in _heads(file))
    best = [file for file, share in shares.items() if share == max(shares.values()) and share >= 0.5]
    for file in best:
        if file in called.lower() or (editions().files[file].data_set or file) in called.lower():
            return file
    return next((file for file in best if editions().files[file].period == period), best[0] if best else None)


def _heads(file: str) -> list[set[str]]:
    """The columns that a file has had, edition by edition, as far as its changes are known."""
    entry = editions().files[file]
    changes = {*entry.new, *entry.gone}
    return [expected(file, edition) for edition in {min(changes, default=1) - 1, *changes}]


def topic_of(file: str, edition: int, printed_topic: str | None, printed: str | None) -> str:
    """Our word for a breakdown: `all` for everybody, else of `topics`; DfE's own in lower case when it is new.

    A file without breakdowns has rows for everybody only.
    """
    if printed_topic is None or printed_topic == printed:
        return TOTAL
    for topic, labels in editions().topics.items():
        if printed_topic in {filled(label, edition) for label in labels}:
            return topic
    return re.sub(r"\W+", "_", printed_topic.lower()).strip("_")


def is_known_topic(topic: str) -> bool:
    """Whether a word of `topic_of` is one of ours."""
    return topic == TOTAL or topic in editions().topics


def is_known_member(topic: str, member: str) -> bool:
    """Whether a word of `member_of` is one of ours, of a breakdown whose labels are listed."""
    return member in editions().members.get(topic, {member: ()})


def member_of(topic: str, printed: str | None) -> str:
    """Our word for a member of a breakdown: ages as `10`, `2-` and `20+`, the same in all files; else as printed."""
    if topic == TOTAL or printed is None:
        return TOTAL
    plain = re.sub(r"\s+", " ", printed.strip())
    if labels_of := editions().members.get(topic):
        return next((ours for ours, labels in labels_of.items() if plain in labels), plain)
    if not topic.startswith(("age", "years")):
        return "unknown" if plain.lower() == "unknown" else plain
    if "unknown" in plain.lower():
        return "unknown"
    number = re.search(r"\d+", plain)
    if number is None:  # "Less than a year", "Under a year"
        return "0"
    if re.search(r"\band (over|more)|or (over|more)", plain):
        return f"{number[0]}+"
    if re.search(r"^under\b", plain):
        return f"{int(number[0]) - 1}-"
    if "and under" in plain:
        return f"{number[0]}-"
    return number[0]
