"""What every step works on: one authority's extract of one day, and where everything about it is."""

from __future__ import annotations

import hashlib
import logging
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from include import __version__, private
from include.errors import ConfigError, LakeError
from include.expectations import Corrections
from include.lake import Lake, Partition
from include.memory import give_back
from include.model.frames import to_frame
from include.names import plain
from include.pipeline import methods
from include.pipeline.known import LONDON, Reading
from include.pipeline.methods import Methods
from include.settings import PROJECT, AuthorityConfig, Settings
from include.sources import Earlier, Source, open_source
from include.transforms import Catalogue
from include.warehouse import LoadRun, Warehouse, embedded_url, warehouse_urls

log = logging.getLogger(__name__)

_BLOCK = 64  # bytes that SHA-256 takes at a time

Counts = dict[str, Any]
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def resolve_extract_date(partition_key: str | None, param: str | None, now: datetime) -> date:
    """The extract date of a run: its partition key, else its parameter, else the last day that has ended in London.

    Airflow's own dates (`logical_date`, data interval) are never consulted: they mean different things for scheduled,
    manual and backfill runs.

    Raises:
        ConfigError: the key and the parameter disagree, one is not a date, or the day has not ended.

    """
    days = {}
    for what, text in (("partition key", partition_key), ("parameter extract_date", param)):
        if text:
            try:
                days[what] = date.fromisoformat(text)
            except ValueError:
                raise ConfigError(f"The {what} is {text!r}; it must be a day such as 2026-01-31.") from None
    if len(set(days.values())) > 1:
        raise ConfigError(
            f"The partition key says {partition_key} but the parameter extract_date says {param}."
        )
    return that_has_ended(next(iter(days.values()), last_ended_day(now)), now)


def last_ended_day(now: datetime | None = None) -> date:
    """The last day that has ended in London at a moment, this one unless told: no extract is of a later day."""
    return (now or datetime.now(UTC)).astimezone(LONDON).date() - timedelta(days=1)


def that_has_ended(day: date, now: datetime | None = None) -> date:
    """The day, if it has ended in London: an extract of a later one would supersede every real night until then.

    Raises:
        ConfigError: it has not ended.

    """
    if day > (last := last_ended_day(now)):
        raise ConfigError(f"The day {day} has not ended yet; the latest possible extract date is {last}.")
    return day


@dataclass(frozen=True)
class Night:
    """One authority's extract of one day, and where everything about it is."""

    settings: Settings
    authority: AuthorityConfig
    extract_date: date
    methods: Methods = field(default_factory=lambda: methods.METHODS)

    @classmethod
    def open(cls, slug: str, extract_date: date, now: datetime | None = None) -> Night:
        """Load settings and the authority's configuration. Every step of a night begins here.

        Args:
            slug: the authority.
            extract_date: the night.
            now: the moment by which the day must have ended; this one unless told.

        Raises:
            ConfigError: the day has not ended, or no such authority is configured.

        """
        that_has_ended(extract_date, now)
        give_back()  # what the step before held, where one process runs them all
        settings = Settings.load()
        return cls(settings, AuthorityConfig.load(settings, slug), extract_date)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The measures that are counted."""
        return Catalogue.load()

    @cached_property
    def lake(self) -> Lake:
        """The lake of this installation."""
        return Lake(self.settings.lake_url)

    def path(self, layer: str) -> str:
        """Path of this night's partition in a layer of the lake."""
        return Lake.partition(layer, self.authority.slug, self.extract_date)

    @cached_property
    def source_url(self) -> str | None:
        """URL of the source; the embedded server for a synthetic authority that names no other."""
        url = self.settings.source_url(self.authority.slug)
        if url is None and self.authority.synthetic and self.authority.source.kind == "sql":
            return embedded_url(self.settings.data_dir, "case_management")
        return url

    def part_url(self, part: str) -> str | None:
        """URL of one part of a combined source: `SEND_SOURCE_<SLUG>_<PART>_URL`."""
        return self.settings.source_url(f"{self.authority.slug}_{plain('part', part)}")

    def open_source(
        self, earlier: Callable[[str], Earlier | None] = lambda table: None, *, whole: bool = False
    ) -> Source:
        """The authority's source, told all that settings and configuration say of it: see `sources.open_source`."""
        return open_source(
            self.authority.source,
            self.source_url,
            self.extract_date,
            self.part_url,
            earlier,
            whole=whole,
            la_code=self.authority.la_code,
        )

    def before(self, layer: str) -> str | None:
        """Path of the extract before this one in a layer, with whose files it may share what did not change."""
        earlier = [
            day for day in self.lake.extract_dates(layer, self.authority.slug) if day < self.extract_date
        ]
        return Lake.partition(layer, self.authority.slug, earlier[-1]) if earlier else None

    def extracts(self, layer: str) -> list[date]:
        """Extract dates of the authority that are complete in a layer, oldest first.

        One of a day that has not ended is there by mistake, such as of a clock, and counts for nothing.
        """
        return extracts(self.lake, layer, self.authority.slug)

    def records(self) -> dict[str, pd.DataFrame]:
        """The case tables as checked and corrected.

        Raises:
            LakeError: there are none, or they were not made from what is landed, or were made again meanwhile.

        """
        return {name: to_frame(table) for name, table in self.conformed().items()}

    def conformed(self) -> Partition:
        """The case tables as checked and corrected, which are those that this night's run names.

        Raises:
            LakeError: as `records`.

        """
        partition = self.lake.open(self.path("conformed"))
        if (landed := self.lake.manifest(self.path("landing"))) is None:
            return partition  # the extract's own time is over; its records are kept
        if partition.manifest.get("extract_checksum", landed["checksum"]) != landed["checksum"]:
            raise LakeError(
                f"The extract of {self.extract_date} for {self.authority.slug} has landed again since it was "
                "validated. Run the validate step."
            )
        if partition.manifest.get("checksum") != self.run.records_checksum:
            raise LakeError(
                f"The extract of {self.extract_date} for {self.authority.slug} was validated again while this step "
                "read it. Run the step again."
            )
        return partition

    @cached_property
    def landed(self) -> dict[str, Any]:
        """Manifest of the landed extract."""
        if manifest := self.lake.manifest(self.path("landing")):
            return manifest
        raise LakeError(
            f"No extract of {self.extract_date} has landed for {self.authority.slug}. Run the land step."
        )

    @property
    def held(self) -> set[str]:
        """Case tables of the extract that went through its gate."""
        return set(self.conformed())

    @cached_property
    def covers(self) -> dict[str, list[tuple[date, date]]]:
        """Case table -> days about which its records know all; only tables of a source with such bounds."""
        spans = (self.lake.manifest(self.path("landing")) or {}).get("covers", {})
        return {
            table: [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in days]
            for table, days in spans.items()
        }

    @cached_property
    def keys(self) -> Callable[[str, pd.Series], pd.Series]:
        """Keyed hash of local identifiers: (kind, ids) -> 32 hex digits, the same for ever under one secret."""
        secret = self.settings.pseudonym_key()
        slug = self.authority.slug

        def hashed(kind: str, ids: pd.Series) -> pd.Series:
            codes, distinct = pd.factorize(ids)
            hashes = keyed_hashes(secret, f"{slug}:{kind}:", pd.Series(distinct).astype("str"))
            return pd.Series(hashes.array.take(codes, allow_fill=True), ids.index, "str")

        return hashed

    @cached_property
    def corrections(self) -> Corrections:
        """The authority's corrections, from `<config>/corrections/<slug>.csv`."""
        return Corrections.read(self.settings.config_dir / "corrections" / f"{self.authority.slug}.csv")

    @cached_property
    def run(self) -> LoadRun:
        """What this load is: the same extract, code and settings are the same load, however often it runs."""
        version = code_version()
        key = hashlib.sha256(self.settings.pseudonym_key()).hexdigest()
        settings = self.authority.fingerprint + self.corrections.checksum
        reading = Reading.of(self.landed)
        parts = [settings, key, str(self.extract_date), self.landed["checksum"], version]
        if reading.is_marked:
            parts.append("late")
        conformed = self.lake.manifest(self.path("conformed")) or {}
        quarantine = self.lake.manifest(self.path("quarantine")) or {}
        return LoadRun(
            load_run_id=hashlib.sha256("|".join(parts).encode()).hexdigest()[:32],
            authority=self.authority.slug,
            authority_name=self.authority.name,
            la_code=self.authority.la_code,
            ons_code=self.authority.ons_code,
            is_synthetic=self.authority.synthetic,
            extract_date=self.extract_date,
            extract_checksum=self.landed["checksum"],
            code_version=version,
            computed_at=datetime.now(UTC),
            rows_landed=rows_in(self.landed),
            rows_quarantined=quarantine.get("rows_dropped", 0),
            records_checksum=conformed.get("checksum"),
            read_began_at=reading.began,
            read_ended_at=reading.ended,
            shows_day=reading.state_of(self.extract_date),
            is_late=reading.is_marked,
        )


def keyed_hashes(secret: bytes, begun: str, texts: pd.Series) -> pd.Series:
    """The first 32 hex digits of HMAC-SHA256 under a secret, of `begun` and each text; no text is missing.

    As RFC 2104 writes it: a night hashes 900,000 texts after few beginnings, and `hmac` hashes each beginning again.
    Digests become texts all at once, by Arrow.
    """
    key = secret if len(secret) <= _BLOCK else hashlib.sha256(secret).digest()
    inner, outer = (
        hashlib.sha256(bytes(byte ^ pad for byte in key.ljust(_BLOCK, b"\0"))) for pad in (0x36, 0x5C)
    )
    inner.update(begun.encode())
    digests = []
    for text in pa.array(texts).cast(pa.large_binary()).to_numpy(zero_copy_only=False):
        first, second = inner.copy(), outer.copy()
        first.update(text)
        second.update(first.digest())
        digests.append(second.digest())
    digits = np.frombuffer(b"".join(digests).hex().encode(), "S64").astype("S32")
    return pd.Series(pa.array(digits).cast(pa.large_string()), texts.index, "str")


def superseded_by(night: Night) -> date | None:
    """The newest extract that has passed its gate, when that is a later one."""
    newest = max(night.extracts("conformed"), default=night.extract_date)
    return newest if newest > night.extract_date else None


def extracts(lake: Lake, layer: str, slug: str) -> list[date]:
    """Extract dates of an authority that are complete in a layer and have ended, oldest first."""
    last = last_ended_day()
    return [day for day in lake.extract_dates(layer, slug) if day <= last]


def warehouse(settings: Settings | None = None) -> Warehouse:
    """The warehouse of this installation, its schema up to date."""
    settings = settings or Settings.load()
    if settings.warehouse_url:
        store = Warehouse(settings.warehouse_url, owner_url=settings.warehouse_owner_url)
    else:
        url, owner_url = warehouse_urls(settings.data_dir, settings.warehouse_listen)
        store = Warehouse(url, owner_url=owner_url)
    store.migrate()
    return store


def sweep(settings: Settings) -> Counts:
    """Remove what killed steps and commands left half-written under the data folder and in the lake.

    Returns:
        `leftovers_removed`: how many files and folders; nothing when there was none.

    """
    swept = Lake(settings.lake_url).sweep() + private.sweep(settings.data_dir, deep=False)
    if not swept:
        return {}
    log.warning("Removed %d half-written files or folders that killed steps had left.", swept)
    return {"leftovers_removed": swept}


def code_version() -> str:
    """Version of this software: release and, where known, the commit."""
    if version := Settings.load().code_version:
        return version
    git = subprocess.run(
        ["git", "-C", str(PROJECT), "describe", "--always", "--dirty"],
        capture_output=True,
        text=True,
        check=False,
    )
    return f"{__version__}+{git.stdout.strip()}" if git.returncode == 0 else __version__


def rows_in(manifest: dict[str, Any]) -> int:
    """Rows of all files of a partition."""
    return sum(file["rows"] for file in manifest["files"].values())


def without_identifiers(night: Night, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows about records with a keyed hash (`record_key`) in place of the local identifier (`record_id`)."""
    keys = night.keys("record", rows["table_name"] + ":" + rows["record_id"])
    return rows.assign(record_key=keys).drop(columns="record_id")
