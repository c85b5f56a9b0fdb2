"""What every task of ours does around its step: find what its run asks for, and fail in words for people."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, NoReturn

from airflow.sdk import get_current_context
from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowSkipException

from include import private
from include.airflow.metrics import send_step
from include.errors import (
    ConfigError,
    LakeUnavailable,
    NotYet,
    SendError,
    SourceUnavailable,
    SourceUnfinished,
    WarehouseUnavailable,
)

if TYPE_CHECKING:
    from include.pipeline.attempts import Attempt

log = logging.getLogger(__name__)

# What may get better by waiting: Airflow tries again.
_MAY_GET_BETTER = (NotYet, SourceUnavailable, SourceUnfinished, LakeUnavailable, WarehouseUnavailable)


class ForPeople(AirflowException):
    """A failure whose message is written for people, and holds nothing that names a child. Airflow tries again."""

    def __init__(self, message: str, kind: str = "failure") -> None:
        """Take the message, and the kind of message that people are told."""
        super().__init__(message)
        self.kind = kind


class FailedForPeople(ForPeople, AirflowFailException):
    """Such a failure that trying again cannot help."""


class Run:
    """The Airflow run that a task belongs to.

    Every task of a run, and every later re-run of it, finds the same extract date or half-term: the run's partition
    key, else its parameter, else the last that had ended when the run was due. Airflow's own dates are not consulted.
    """

    def __init__(self, context: Any) -> None:
        """Take the context of the current task.

        Raises:
            ConfigError: the run was given a parameter that its DAG does not have.

        """
        self._context, self._run = context, context["dag_run"]
        self.attempt: Attempt | None = None
        self.counts: Mapping[str, Any] = {}
        names = sorted(context["dag"].params)
        if unknown := sorted(set(self._run.conf or {}) - set(names)):
            raise ConfigError(
                f"There is no parameter {unknown[0]!r}. This DAG has {', '.join(names) or 'none'}. Nothing was done."
            )

    def parameter(self, name: str) -> Any:
        """What the run asks for by a parameter."""
        return self._context["params"][name]

    def extract_date(self, slug: str) -> date:
        """The extract date of a nightly run.

        Raises:
            ConfigError: key and parameter disagree, are no date, or the day has not ended.

        """
        from include.pipeline import resolve_extract_date

        parameter = self.parameter("extract_date")
        day = resolve_extract_date(self._run.partition_key, parameter, self._as_at(parameter))
        log.info("Authority %s, extract date %s", slug, day)
        self._works_on(day)
        return day

    def half_term(self, slug: str) -> str:
        """The half-term of a half-termly run.

        Raises:
            ConfigError: key and parameter disagree, are no half-term, it has not ended, or the calendar is unusable.

        """
        from include.pipeline import resolve_period
        from include.settings import AuthorityConfig, Settings

        calendar = AuthorityConfig.load(Settings.load(), slug).calendar
        parameter = self.parameter("period")
        period = resolve_period(self._run.partition_key, parameter, self._as_at(parameter), calendar)
        log.info("Authority %s, half-term %s", slug, period)
        self._works_on(period)
        return period

    @property
    def due_at(self) -> datetime:
        """When the run was due."""
        due: datetime = self._run.run_after
        return due

    @property
    def began_at(self) -> datetime:
        """When it began."""
        return self._run.start_date or self.due_at

    def done(self, counts: dict[str, Any]) -> dict[str, Any]:
        """Say in the log what the step counted, and keep it for the metrics; gives the same counts."""
        self.counts = counts
        log.info("Done: %s", ", ".join(f"{name} {value}" for name, value in counts.items()))
        return counts

    def skip(self, why: str) -> NoReturn:
        """Skip the rest of the current task, and what follows it.

        Raises:
            AirflowSkipException: always.

        """
        if self.attempt:
            self.attempt.skipped = why
        raise AirflowSkipException(why)

    def waits(self, why: str) -> None:
        """Note that the current task has to wait."""
        if self.attempt:
            self.attempt.waits = why

    def tell_assets(self, **about: str | int) -> None:
        """Say in the asset events of the current task what they are about. A skipped task sends none."""
        for asset in self._context["task"].outlets:
            self._context["outlet_events"][asset].extra = {**about}

    def _works_on(self, what: object) -> None:
        if self.attempt:
            self.attempt.about = str(what)

    def _as_at(self, parameter: Any) -> datetime:
        # A backfill's run is "due" early on the very day it is about, so what is named by key or parameter is held
        # against the clock and not against when the run was due.
        return datetime.now(UTC) if self._run.partition_key or parameter else self.due_at


@contextmanager
def this_run(slug: str | None = None) -> Iterator[Run]:
    """The run of the current task. What its step raises becomes words for people.

    Args:
        slug: the council whose step it is, of which every attempt is kept; none for what all have in common.

    Raises:
        FailedForPeople: trying again cannot help.
        ForPeople: it may, and Airflow does.

    """
    with failures_for_people():
        context = get_current_context()
        if slug is None:
            yield Run(context)
            return
        from include.pipeline.attempts import Attempt, attempt

        step, this_attempt = context["task"].task_id, Attempt()
        counts: Mapping[str, Any] = {}
        try:
            with attempt(slug, step) as this_attempt:
                run = Run(context)
                run.attempt = this_attempt
                yield run
                counts = run.counts
        finally:
            send_step(slug, step, this_attempt, counts)


@contextmanager
def failures_for_people() -> Iterator[None]:
    """Put the message for people first in the task's log, and try again only where that may help.

    A library's own message may quote the row that it failed on. So that of an error nobody foresaw is withheld, and
    only its type and the lines of code it passed through are shown.
    """
    private.from_now_on()
    try:
        yield
    except AirflowSkipException:
        raise
    except SendError as error:
        from include.pipeline.notify import Kind

        log.error("%s", error)
        failed = ForPeople if isinstance(error, _MAY_GET_BETTER) else FailedForPeople
        raise failed(str(error), Kind.of(error).value) from None
    except Exception as error:
        message = (
            f"Unforeseen {type(error).__name__}. Its own message is withheld, because it may quote a child's record. "
            "Send the lines of code below to whoever looks after this pipeline."
        )
        log.error("%s\n%s", message, "".join(traceback.format_tb(error.__traceback__)))
        raise FailedForPeople(message) from None
