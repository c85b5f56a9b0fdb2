"""Settings of an installation, and the configuration of each authority.

`Settings` is the table of all settings; docs/deploy.md, `.env.example` and the compose file hold the same.

Inside Airflow the two database URLs come from the connections `send_warehouse` and `send_source_<slug>` when those
exist, and so from any secrets backend.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import sys
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal, cast

from pydantic import (
    BeforeValidator,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from include import private
from include.calendar import Calendar, load_calendar
from include.errors import ConfigError
from include.expectations.gate import GateConfig
from include.names import plain
from include.sen2.scope import chosen
from include.sources.mapping import SourceConfig
from include.transforms.written import ManualSeries, People, StaffHours, Trajectory
from include.yaml_files import Strict, once, read

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Setting:
    """One setting: an environment variable.

    `default` says what holds without it. `secret` ones reach only the services that need them, and are in no repr.
    """

    name: str
    default: str
    about: str
    secret: bool = False


def _setting(without: str, about: str, *, secret: bool = False, **value: Any) -> Any:
    """A field of `Settings`: what holds without it and what it is, in words, and Pydantic's own arguments."""
    return Field(
        **(value or {"default": None}),
        description=about,
        repr=not secret,
        json_schema_extra={"without": without, "secret": secret},
    )


class Settings(BaseSettings):
    """The table of all settings: each field is the environment variable of its name, `SEND_CONFIG_DIR` and so on."""

    model_config = SettingsConfigDict(
        env_prefix="SEND_", frozen=True, extra="ignore", env_ignore_empty=True, hide_input_in_errors=True
    )

    config_dir: Path = _setting("`config/`", "one YAML for each authority", default=PROJECT / "config")
    data_dir: Path = _setting(
        "`data/`",
        "local state: embedded server, generated secret, lake unless set apart",
        default=PROJECT / "data",
    )
    lake_url: str = _setting(
        "`<data>/lake`", "any fsspec URL", default_factory=lambda settings: str(settings["data_dir"] / "lake")
    )
    warehouse_url: str | None = _setting(
        "embedded PostgreSQL", "URL of the warehouse for nights", secret=True
    )
    warehouse_owner_url: str | None = _setting(
        "as for nights", "URL of the warehouse as its owner, for migrations alone", secret=True
    )
    warehouse_listen: str | None = _setting(
        "nobody but this project",
        "address of this machine, such as 127.0.0.1, on whose port 5432 the embedded server lets report tools in, "
        "by password",
    )
    notify_url: str | None = _setting(
        "nobody is told",
        'who is told where no `_notify.yaml` says: an incoming webhook that takes `{"text": ...}`',
        secret=True,
    )
    runbook_url: str = _setting(
        "`docs/runbook.md`", "where messages say that the runbook is", default="docs/runbook.md"
    )
    given_pseudonym_key: str | None = _setting(
        "generated on first use, kept under the data folder",
        "secret of the keyed hashes",
        secret=True,
        default=None,
        validation_alias="SEND_PSEUDONYM_KEY",
    )
    files_key: str | None = _setting(
        "no return is laid out, but of invented children or on an embedded server: unencrypted, with a warning",
        "key that encrypts the files of a return",
        secret=True,
    )
    code_version: str | None = _setting("release and commit", "version that a load is recorded under")
    compare_on: Literal[
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "never"
    ] = _setting(
        "`sunday`",
        "day whose night compares every value with the warehouse's, not only the hashes of rows; or `never`",
        default="sunday",
    )
    synth_database_url: str | None = _setting("none", "database that `cli synth` fills", secret=True)

    @model_validator(mode="before")
    @classmethod
    def _warehouse_from_airflow(cls, values: dict[str, Any]) -> dict[str, Any]:
        return (
            values
            if values.get("warehouse_url")
            else values | {"warehouse_url": _airflow_connection("send_warehouse")}
        )

    @classmethod
    def load(cls) -> Settings:
        """Read the environment; every setting has a working default."""
        return cls()

    def source_url(self, slug: str) -> str | None:
        """URL of an authority's case-management database, or None when nothing outside its YAML names one."""
        variable = f"SEND_SOURCE_{slug.upper()}_URL"
        return os.environ.get(variable) or _airflow_connection(f"send_source_{slug}")

    def pseudonym_key(self) -> bytes:
        """The secret of the keyed hashes. Made once for a local installation; a real one sets SEND_PSEUDONYM_KEY."""
        if self.given_pseudonym_key:
            return self.given_pseudonym_key.encode()
        path = self.data_dir / "pseudonym.key"
        try:
            return path.read_bytes()
        except FileNotFoundError:
            private.folder(path.parent)
        # Written whole under another name and linked into place, so that of two first runs at once one wins.
        with private.draft(path, as_folder=False) as made:
            made.write_bytes(secrets.token_hex(32).encode())
            with contextlib.suppress(FileExistsError):
                os.link(made, path)
        return path.read_bytes()


def _airflow_connection(conn_id: str) -> str | None:
    """URL of an Airflow connection, when running inside an Airflow task and the connection exists."""
    if "airflow.sdk.execution_time.task_runner" not in sys.modules:
        return None
    from airflow.exceptions import AirflowNotFoundException
    from airflow.sdk import Connection
    from airflow.sdk.exceptions import AirflowRuntimeError

    try:
        url = Connection.get(conn_id).get_uri()
    except (AirflowRuntimeError, AirflowNotFoundException):
        return None
    return url.replace("postgres://", "postgresql+psycopg://", 1)


def _table() -> tuple[Setting, ...]:
    rows = []
    for name, field in Settings.model_fields.items():
        words = cast("dict[str, Any]", field.json_schema_extra)
        variable = field.validation_alias or f"SEND_{name.upper()}"
        rows.append(Setting(str(variable), words["without"], str(field.description), words["secret"]))
    sources = Setting(
        "SEND_SOURCE_<SLUG>_URL",
        "as the authority's YAML says",
        "URL of an authority's case-management database; `_<PART>_URL` for a part of a combined source",
        secret=True,
    )
    return (*rows, sources)


SETTINGS = _table()


class RetentionConfig(Strict):
    """How long what names children is kept. The defaults are a starting point: the council's own schedule decides."""

    nights_days: int = Field(
        default=90, ge=7, description="extracts, worklists; the last of each half-term is kept longer"
    )
    half_terms_years: int = Field(default=7, ge=1, description="the last extract of a half-term")
    returns_years: int = Field(default=7, ge=1, description="drafts and sealed files of a SEN2 return")


def _time_of_day(value: Any) -> Any:
    """YAML reads 12:00 without quotes as a number in base sixty."""
    if isinstance(value, bool) or not isinstance(value, int):
        return value
    # Below an hour it was no such number, but an hour without its minutes.
    if not 60 <= value < 24 * 60:
        raise ValueError("a time of day is written as '12:00'")
    return time(*divmod(value, 60))


class AuthorityConfig(Strict):
    """One authority: who it is, where its data come from, and how much disorder it tolerates."""

    slug: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str = Field(min_length=1)
    la_code: str = Field(pattern=r"^\d{3}$", description="DfE's three-digit number")
    ons_code: str = Field(pattern=r"^E\d{8}$")
    synthetic: bool = False
    source: SourceConfig
    source_server: str | None = Field(
        default=None,
        pattern=r"^[a-z][a-z0-9_]*$",
        exclude=True,  # it changes no figure
        description="name of the server that councils share: those that give the same name take turns at reading it",
    )
    gate: GateConfig = GateConfig()
    retention: RetentionConfig = RetentionConfig()
    boundary: Literal["<=", "<"] = Field(
        default="<=",
        description="whether a case ended exactly on the last day is in time (statutory clock: it is)",
    )
    neighbours: Annotated[tuple[Annotated[str, Field(pattern=r"^\d{3}$")], ...], once()] = Field(
        default=(), description="DfE's numbers of the statistical neighbours that reports compare with"
    )
    population: Annotated[tuple[People, ...], once("day")] = Field(
        default=(),
        description="people in the area, for rates of 1,000 people; without it there are no such rates",
    )
    trajectories: Annotated[tuple[Trajectory, ...], once("measure_id")] = Field(
        default=(), description="what is promised of measures, by when; judged and drawn in the board's pack"
    )
    staff_hours: Annotated[tuple[StaffHours, ...], once("role")] = Field(
        default=(), description="hours of staff for a new plan, by role, in place of those of DfE's research"
    )
    manual_series: Annotated[tuple[ManualSeries, ...], once("series_id")] = Field(
        default=(), description="figures that others keep, typed by a named person"
    )
    neighbours_source: str = Field(default="", description="who chose them")
    sen2_header: dict[Literal["dmo", "dco", "dsco"], Literal["Y", "N", "R"]] = Field(
        default={},
        description="SEN2 header: designated medical, clinical and social care officer (Y, N or R)",
    )
    sen2_choices: dict[str, str] = Field(
        default={},
        description="SEN2 return: what DfE's text does not settle, where not the default (docs/sen2.md)",
    )
    calendar: Calendar = Field(default=Calendar(), description="read from calendars/<slug>.yaml")
    late_after: Annotated[time, BeforeValidator(_time_of_day)] = Field(
        default=time(12),
        description="time in London on the day after, until which what a live source shows counts as the end of a day",
    )
    history_from: int = Field(
        default=2015, ge=2014, description="first calendar year of figures; plans began in 2014"
    )

    @field_validator("neighbours")
    @classmethod
    def _others(cls, numbers: tuple[str, ...], known: ValidationInfo) -> tuple[str, ...]:
        if known.data.get("la_code") in numbers:
            raise ValueError("an authority is no neighbour of itself: take its own number out")
        return numbers

    @field_validator("sen2_choices")
    @classmethod
    def _known_choices(cls, own: dict[str, str]) -> dict[str, str]:
        try:
            chosen(own)
        except ConfigError as error:
            raise ValueError(str(error)) from None
        return own

    @classmethod
    def load(cls, settings: Settings, slug: str) -> AuthorityConfig:
        """Read `<config_dir>/<slug>.yaml`.

        Raises:
            ConfigError: the name is none, the file is missing or unreadable, or it names something that does not exist.

        """
        slug = plain("authority", slug)
        path = settings.config_dir / f"{slug}.yaml"
        try:
            return read(path, cls, {"slug": slug, "calendar": load_calendar(settings.config_dir, slug)})
        except FileNotFoundError:
            known = ", ".join(authorities(settings)) or "none yet"
            raise ConfigError(
                f"No configuration for {slug!r}: {path} does not exist. Known authorities: {known}."
            ) from None

    @property
    def fingerprint(self) -> str:
        """Checksum of the configuration: figures made under another one are another load."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


def authorities(settings: Settings) -> list[str]:
    """Short names of all configured authorities; files whose name starts with `_` are left out."""
    return sorted(p.stem for p in settings.config_dir.glob("*.yaml") if not p.name.startswith("_"))
