"""What every task of ours does around its step: find what its run asks for, and fail in words for people."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from airflow.sdk import get_current_context
from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowSkipException

from include import private
from include.errors import ConfigError, NotYet, SendError, SourceUnavailable, WarehouseUnavailable

log = logging.getLogger(__name__)


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
        known = sorted(context["dag"].params)
        if unknown := sorted(set(self._run.conf or {}) - set(known)):
            raise ConfigError(
                f"There is no parameter {unknown[0]!r}. This DAG has {', '.join(known) or 'none'}. Nothing was done."
            )

    def asked(self, name: str) -> Any:
        """What the run asks for by a parameter."""
        return self._context["params"][name]

    def extract_date(self, slug: str) -> date:
        """The extract date of a nightly run.

        Raises:
            ConfigError: key and parameter disagree, are no date, or the day has not ended.

        """
        from include.pipeline import resolve_extract_date

        asked = self.asked("extract_date")
        day = resolve_extract_date(self._run.partition_key, asked, self._as_at(asked))
        log.info("Authority %s, extract date %s", slug, day)
        return day

    def half_term(self, slug: str) -> str:
        """The half-term of a half-termly run.

        Raises:
            ConfigError: key and parameter disagree, are no half-term, it has not ended, or the calendar is unusable.

        """
        from include.pipeline import resolve_period
        from include.settings import AuthorityConfig, Settings

        calendar = AuthorityConfig.load(Settings.load(), slug).calendar
        asked = self.asked("period")
        period = resolve_period(self._run.partition_key, asked, self._as_at(asked), calendar)
        log.info("Authority %s, half-term %s", slug, period)
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

    def tell_assets(self, **about: str | int) -> None:
        """Say in the asset events of the current task what they are about. A skipped task sends none."""
        for asset in self._context["task"].outlets:
            self._context["outlet_events"][asset].extra = {**about}

    def _as_at(self, asked: Any) -> datetime:
        # A backfill's run is "due" early on the very day it is about, so what is named by key or parameter is held
        # against the clock and not against when the run was due.
        return datetime.now(UTC) if self._run.partition_key or asked else self.due_at


@contextmanager
def this_run() -> Iterator[Run]:
    """The run of the current task. What its step raises becomes words for people.

    Raises:
        AirflowFailException: trying again cannot help.
        AirflowException: it may, and Airflow does.

    """
    with failures_for_people():
        yield Run(get_current_context())


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
    except (NotYet, SourceUnavailable, WarehouseUnavailable) as error:
        log.error("%s", error)
        raise AirflowException(str(error)) from None
    except SendError as error:
        log.error("%s", error)
        raise AirflowFailException(str(error)) from None
    except Exception as error:
        message = (
            f"Unforeseen {type(error).__name__}. Its own message is withheld, because it may quote a child's record. "
            "Send the lines of code below to whoever looks after this pipeline."
        )
        log.error("%s\n%s", message, "".join(traceback.format_tb(error.__traceback__)))
        raise AirflowFailException(message) from None
