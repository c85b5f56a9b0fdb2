"""Who is told of what: messages about failures, lateness, publications and signatures, without personal data.

`<config>/_notify.yaml` says who is told; without it, `SEND_NOTIFY_URL` is told of everything:

```yaml
addresses:                        # anything that apprise can reach; a name in capitals is an environment variable
  on_call: mailtos://send:SMTP_PASSWORD@smtp.council.gov.uk?to=send-on-call@council.gov.uk
  team: SEND_NOTIFY_URL
tell:                             # without this part, every address is told of everything
  - {to: [on_call], kinds: [failure, gate, unreadable, late]}
  - {to: [team], authorities: [north]}
mute:                             # never without an end
  - {kinds: [late], authorities: [north], until: 2026-12-24, why: "the vendor moves the server"}
```

What one cause breaks in many councils is told an address once a day: one message that names all that it has broken so
far. Lateness of the same cause is told of those councils alone that it has not heard of; `cli status` lists them all.
"""

from __future__ import annotations

import fcntl
import hashlib
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import quote

from include import private
from include.errors import ConfigError, GateStopped, NotOfThatDay, NotYet, SourceError, SourceUnavailable
from include.pipeline.night import LONDON, Counts, warehouse
from include.settings import AuthorityConfig, Settings, authorities
from include.yaml_files import Strict, read

log = logging.getLogger(__name__)

FILE = "_notify.yaml"
_DAYS_KEPT = 30


class Kind(StrEnum):
    """What a message is about. Each has a section in docs/runbook.md, whose anchor is `alert-<kind>`."""

    FAILURE = "failure"
    GATE = "gate"
    UNREADABLE = "unreadable"
    LATE = "late"
    PUBLICATION = "publication"
    RETURN_DUE = "return-due"
    APPROVAL = "approval"

    @classmethod
    def of(cls, error: BaseException) -> Kind:
        """The kind of message that a failed step makes."""
        if isinstance(error, GateStopped):
            return cls.GATE
        if isinstance(error, SourceError | NotOfThatDay) and not isinstance(error, SourceUnavailable):
            return cls.UNREADABLE
        return cls.FAILURE


_STAYS = {
    Kind.PUBLICATION: "What was published before stays as it was.",
    Kind.RETURN_DUE: "Rehearsals go on every night.",
    Kind.APPROVAL: "Rehearsals go on every night; the draft is not changed by them.",
}


# What breaks a council: told once for each cause, whichever of these it is.
_TROUBLE = (Kind.FAILURE, Kind.GATE, Kind.UNREADABLE, Kind.LATE)


def cause_of(what: str, slug: str) -> str:
    """What a failure says but for its council's name, so that what breaks twenty councils says the same of each."""
    return re.sub(
        rf"(?<![A-Za-z0-9]){re.escape(slug)}(?![A-Za-z0-9])", "*", what.strip(), flags=re.IGNORECASE
    )


@dataclass(frozen=True)
class Message:
    """What people are told.

    Attributes:
        kind: what it is about.
        what: one or more sentences for people, written by us: never a library's words, never a child's.
        authorities: short names of the councils it is about.
        since: since when it is so.
        cause: equal causes are told once a day (`cause_of`); each message is its own cause unless told.

    """

    kind: Kind
    what: str
    authorities: tuple[str, ...]
    since: datetime
    cause: str = ""

    @property
    def about(self) -> str:
        """Whom it is about, short."""
        few = len(self.authorities) <= 3
        return f"SEND {', '.join(self.authorities)}" if few else f"SEND, {len(self.authorities)} councils"

    @property
    def subject(self) -> str:
        """Its first sentence, short."""
        return f"{self.about}: {self.what.strip().splitlines()[0][:120]}"

    @property
    def _names(self) -> str:
        return ", ".join(self.authorities)

    def text(self, runbook: str) -> str:
        """All of it: what, since when, what stays in place, and where the runbook says what to do."""
        stays = _STAYS.get(self.kind, "The figures loaded before stay in place.")
        since = self.since.astimezone(LONDON)
        names = [] if self.about.endswith(self._names) else [f"Councils: {self._names}"]
        return "\n".join(
            (
                f"{self.about}: {self.what.strip()}",
                *names,
                f"Since: {since:%A %d %B %Y, %H:%M}",
                f"What stays: {stays}",
                f"What to do: {runbook}#alert-{self.kind.value}",
            )
        )


class _About(Strict):
    """Messages of some kinds about some councils; of all where not said."""

    kinds: tuple[Kind, ...] = tuple(Kind)
    authorities: tuple[str, ...] = ()

    def holds(self, message: Message) -> bool:
        """Whether a message is one of them. One about several councils is, if it is about one of these."""
        about = not self.authorities or bool(set(self.authorities) & set(message.authorities))
        return message.kind in self.kinds and about


class _Tell(_About):
    to: tuple[str, ...]


class _Mute(_About):
    until: date
    why: str

    def holds(self, message: Message) -> bool:
        """Whether a message is muted: one about several councils is when all of them are."""
        about = not self.authorities or set(message.authorities) <= set(self.authorities)
        return message.kind in self.kinds and about


class NotifyConfig(Strict):
    """Who is told of what."""

    addresses: dict[str, str] = {}
    tell: tuple[_Tell, ...] | None = None
    mute: tuple[_Mute, ...] = ()

    @classmethod
    def load(cls, settings: Settings) -> NotifyConfig:
        """Read `<config>/_notify.yaml`.

        Raises:
            ConfigError: it cannot be read, names an address that it does not have, or a variable that is not set.

        """
        path = settings.config_dir / FILE
        try:
            config = read(path, cls)
        except FileNotFoundError:
            return cls(addresses={"SEND_NOTIFY_URL": settings.notify_url} if settings.notify_url else {})
        addressed = {name for rule in config.tell or () for name in rule.to}
        if unknown := sorted(addressed - set(config.addresses)):
            raise ConfigError(f"{path}: there is no address {unknown[0]!r}.")
        return config.model_copy(
            update={"addresses": {n: _filled_in(url, path) for n, url in config.addresses.items()}}
        )

    def addresses_of(self, message: Message, today: date) -> dict[str, str]:
        """Names and URLs of those who are told of a message on a day."""
        if any(mute.holds(message) and today < mute.until for mute in self.mute):
            return {}
        if self.tell is None:
            return self.addresses
        names = {name for rule in self.tell if rule.holds(message) for name in rule.to}
        return {name: url for name, url in self.addresses.items() if name in names}


def _filled_in(url: str, path: Path) -> str:
    """An address with the values of the environment variables that it names."""

    def value(match: re.Match[str]) -> str:
        name = match[0]
        if not (secret := os.environ.get(name)):
            raise ConfigError(f"{path}: the environment variable {name} is not set.")
        return secret if name == url else quote(secret, safe="")

    return re.sub(r"\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b", value, url)


def tell(message: Message, now: datetime | None = None) -> int:
    """Tell everybody who is to know, unless its cause has been told today.

    Lateness is told nonetheless, of those councils that an address has not heard of with the same cause.

    Returns:
        How many addresses were told.

    Raises:
        ConfigError: the configuration of messages is wrong, or an address is none.
        NotYet: an address did not take the message; the others are told, and telling again tells them nothing.

    """
    now = now or datetime.now(UTC)
    settings = Settings.load()
    addresses = NotifyConfig.load(settings).addresses_of(message, now.astimezone(LONDON).date())
    log.info("%s: %s", message.kind.value, message.what)
    addresses_told, refused = 0, list[str]()
    for name, url in addresses.items():
        target = _target(name, url)
        mark = _mark(settings, message, name, now)
        with _unheard(mark, message) as news:
            if news is None:
                log.info("%s has been told of the same cause already.", name)
                continue
            news.is_accepted = bool(
                target.notify(body=news.message.text(settings.runbook_url), title=news.message.subject)
            )
        addresses_told, refused = (
            addresses_told + news.is_accepted,
            refused + ([] if news.is_accepted else [name]),
        )
    if refused:
        raise NotYet(f"{', '.join(refused)} cannot be reached, or did not take the message.")
    return addresses_told


@dataclass(frozen=True)
class Tried:
    """What became of a test message, and whom the file leaves out.

    Attributes:
        reached: addresses that took it.
        refused: those that could not be reached, or did not take it.
        untold: kind of message -> councils of which nobody is told it today; a mute counts.

    """

    reached: list[str]
    refused: list[str]
    untold: dict[Kind, list[str]]


def send_test(now: datetime | None = None) -> Tried:
    """Send a message to every address that says that it is a test, and nothing else; it counts as no message.

    Raises:
        ConfigError: there is no address, one is none, or the file names a council that there is not.

    """
    now = now or datetime.now(UTC)
    settings = Settings.load()
    config, slugs = NotifyConfig.load(settings), authorities(settings)
    if not config.addresses:
        raise ConfigError(
            f"Nobody is told of anything: write {FILE} (docs/deploy.md) or set SEND_NOTIFY_URL."
        )
    rules = (*(config.tell or ()), *config.mute)
    if unknown := sorted({slug for rule in rules for slug in rule.authorities} - set(slugs)):
        raise ConfigError(
            f"{settings.config_dir / FILE} names {', '.join(unknown)}, which is no authority here. "
            f"There are: {', '.join(slugs) or 'none yet'}."
        )
    targets = {name: _target(name, url) for name, url in config.addresses.items()}
    took = {
        name: bool(target.notify(title="SEND: a test", body=_TEST.format(name=name)))
        for name, target in targets.items()
    }
    today = now.astimezone(LONDON).date()
    untold = {
        kind: [s for s in slugs if not config.addresses_of(Message(kind, "", (s,), now), today)]
        for kind in Kind
    }
    return Tried(
        [name for name in took if took[name]],
        [name for name in took if not took[name]],
        {kind: councils for kind, councils in untold.items() if councils},
    )


_TEST = (
    "This is a test of who is told, and nothing has happened. Whoever reads it is {name} of the SEND pipeline's "
    "messages."
)


def _mark(settings: Settings, message: Message, address: str, now: datetime) -> Path:
    """The file that says that an address has been told of a cause, and of which councils."""
    folder = settings.data_dir / "told"
    private.folder(folder)
    for old in folder.iterdir():
        if now.timestamp() - old.stat().st_mtime > _DAYS_KEPT * 24 * 3600:
            old.unlink(missing_ok=True)
    # A publication is told once; what is still wrong on the next day is told again.
    day = "" if message.kind is Kind.PUBLICATION else now.astimezone(LONDON).date()
    kind = "trouble" if message.kind in _TROUBLE else message.kind
    cause = message.cause or "|".join((message.what, *message.authorities))
    return folder / hashlib.sha256(f"{address}|{day}|{kind}|{cause}".encode()).hexdigest()[:32]


@dataclass
class _News:
    """What an address has not heard yet, and whether it took it."""

    message: Message
    is_accepted: bool = False


@contextmanager
def _unheard(mark: Path, message: Message) -> Iterator[_News | None]:
    """What is new of a message to whoever a mark is of; nothing when it has been told. Of several at once one tells."""
    with os.fdopen(
        os.open(mark, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600), "r+", encoding="utf-8"
    ) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        heard = file.read().split()
        if heard and message.kind is Kind.LATE:
            unheard = tuple(slug for slug in message.authorities if slug not in heard)
            news = _News(replace(message, authorities=unheard)) if unheard else None
        else:
            news = None if heard else _News(message)
        yield news
        if news is not None and news.is_accepted:
            file.write(" ".join(("told", *news.message.authorities, "")))


def _target(name: str, url: str) -> Any:
    """What sends to one address; refused when there is nothing of its kind."""
    import apprise

    # What apprise logs may hold an address with its password.
    logging.getLogger("apprise").setLevel(logging.CRITICAL)
    target = apprise.Apprise.instantiate(_for_apprise(name, url), suppress_exceptions=True)
    if target is None:
        raise ConfigError(f"The address {name} is none that messages can be sent to.")
    return target


def _for_apprise(name: str, url: str) -> str:
    """The address as apprise writes it: a plain https address takes JSON whose `text` is the message.

    Addresses of Slack, Teams and others it knows by itself.
    """
    import apprise

    scheme, _, rest = url.partition("://")
    if scheme not in ("http", "https"):
        return url
    if scheme == "http" and not re.match(r"(localhost|127\.0\.0\.1)[:/]", f"{rest}/"):
        raise ConfigError(f"The address {name} must begin https://.")
    if (service := apprise.Apprise.instantiate(url, suppress_exceptions=True)) is not None:
        return str(service.url(privacy=False))
    joined = "&" if "?" in rest else "?"
    without = "&".join(f":{field}=" for field in ("version", "title", "type", "attachments"))
    return f"{'json' if scheme == 'http' else 'jsons'}://{rest}{joined}:message=text&{without}"


def notify(slug: str, period: str) -> Counts:
    """Tell of a publication. The message holds counts and no figure.

    Raises:
        ConfigError: an address is none.
        NotYet: an address cannot be reached.

    """
    settings = Settings.load()
    name = AuthorityConfig.load(settings, slug).name
    store = warehouse(settings)
    latest = store.reports.latest(slug, period)
    if latest is None:
        return {"period": period, "told": False}
    revised = store.query(
        "SELECT count(*) AS n FROM bi.revisions WHERE authority = %s AND dimension = 'all'"
        " AND reason <> 'unchanged' AND report_key = ANY(%s)",
        *(slug, [publication.report_key for publication in store.reports.standing(slug)]),
    )["n"].iloc[0]
    what = (
        f"{name}: {period} is published as {latest.report_key} with {latest.figures:,} figures.\n"
        f"{revised:,} totals published before read differently today; see bi.revisions."
    )
    addresses_told = tell(Message(Kind.PUBLICATION, what, (slug,), latest.published_at))
    return {"period": period, "told": addresses_told > 0}
