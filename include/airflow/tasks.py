"""What every Airflow task of ours does around its step: find the run's date, and fail in words for people.

DAG files import this inside tasks only.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from airflow.sdk import get_current_context
from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowSkipException

from include import pipeline, private
from include.errors import NotYet, SendError, SourceUnavailable, WarehouseUnavailable
from include.settings import AuthorityConfig, Settings

log = logging.getLogger(__name__)

STEPS: dict[str, Callable[[str, date], dict[str, Any]]] = {
    "validate": pipeline.validate,
    "transform": pipeline.transform,
    "load": pipeline.load,
    "quality": pipeline.build_site,
}
HALF_TERM_STEPS: dict[str, Callable[[str, str], dict[str, Any]]] = {
    "check": pipeline.check,
    "compute": pipeline.compute,
    "publish": pipeline.publish,
    "pack": pipeline.build_pack,
    "notify": pipeline.notify,
}


def nightly_step(name: str, slug: str) -> dict[str, Any]:
    """Run one step of the nightly pipeline for the extract date of the current Airflow run.

    Every task of a run, and every later re-run of it, finds the same date: the run's partition key, else its
    parameter, else the last day that had ended when the run was due.

    Args:
        name: `land`, or a key of `STEPS`.
        slug: the authority.

    Returns:
        The step's counts. Airflow stores and shows them, so they hold no case data.

    Raises:
        AirflowFailException: trying again cannot help.
        AirflowException: it may, and Airflow does.

    """
    context = get_current_context()
    run, asked = context["dag_run"], context["params"].get("extract_date")
    # A backfill's run is "due" early on the very day it is about, so a date named by key or parameter is held
    # against the clock and not against when the run was due.
    as_at = datetime.now(UTC) if run.partition_key or asked else run.run_after
    with failures_for_people():
        extract_date = pipeline.resolve_extract_date(run.partition_key, asked, as_at)
        log.info("Authority %s, extract date %s", slug, extract_date)
        if name == "land":
            asked_for = context["params"]
            return pipeline.land(
                slug,
                extract_date,
                whole=bool(asked_for.get("read_whole")),
                again=bool(asked_for.get("take_again")),
                late=bool(asked_for.get("late")),
            )
        counts = STEPS[name](slug, extract_date)
    if name == "load":
        if counts["outcome"] == "superseded":
            later = counts.get("superseded_by", "a later night")
            raise AirflowSkipException(f"The warehouse stays as it is: {later} is loaded.")
        _tell_assets(extract_date=str(extract_date), rows=counts["loaded"])
    return counts


def half_term_step(name: str, slug: str) -> dict[str, Any]:
    """Run one step of the half-termly pipeline for the half-term of the current Airflow run.

    Args:
        name: a key of `HALF_TERM_STEPS`.
        slug: the authority.

    Returns:
        The step's counts. Airflow stores and shows them, so they hold no case data.

    Raises:
        AirflowFailException: trying again cannot help.
        AirflowException: it may, and Airflow does.

    """
    context = get_current_context()
    run, asked = context["dag_run"], context["params"].get("period")
    as_at = datetime.now(UTC) if run.partition_key or asked else run.run_after
    with failures_for_people():
        calendar = AuthorityConfig.load(Settings.load(), slug).calendar
        period = pipeline.resolve_period(run.partition_key, asked, as_at, calendar)
        log.info("Authority %s, half-term %s", slug, period)
        counts = HALF_TERM_STEPS[name](slug, period)
    if name == "publish":
        # Published by this run, if not by this try: a task that dies between the commit and its end is tried again.
        begun = run.start_date or run.run_after
        if not counts["published"] and counts.get("published_at", "") < begun.astimezone(UTC).isoformat():
            raise AirflowSkipException(
                f"Nothing was published: {counts.get('why', 'these figures are out')}."
            )
        _tell_assets(
            extract_date=counts["extract_date"],
            period=period,
            report=counts["report"],
            rows=counts["figures"],
        )
    return counts


def _tell_assets(**about: str | int) -> None:
    """Say in the asset events of the current task what they are about. A skipped task sends none."""
    context = get_current_context()
    for asset in context["task"].outlets:
        context["outlet_events"][asset].extra = {**about}


def rehearse_sen2(slug: str) -> dict[str, Any]:
    """Rehearse the SEN2 return on the newest records; `year` of the run's parameters, else the next return.

    Raises:
        AirflowFailException: trying again cannot help.
        AirflowException: it may, and Airflow does.

    """
    with failures_for_people():
        return pipeline.rehearse(slug, get_current_context()["params"].get("year"))


def freeze_sen2(slug: str) -> dict[str, Any]:
    """Lay the return out for signing if its day has come; otherwise skip what follows.

    Raises:
        AirflowSkipException: there is nothing to sign.
        AirflowFailException: trying again cannot help.
        AirflowException: it may, and Airflow does.

    """
    context = get_current_context()
    params = context["params"]
    with failures_for_people():
        # The run's own moment, so that a task tried again finds what it has laid out already.
        found = pipeline.freeze(
            slug, params.get("year"), again=bool(params.get("new_draft")), now=context["dag_run"].run_after
        )
    if not found["frozen"]:
        raise AirflowSkipException(f"Nothing to sign: {found['why']}.")
    return found


def seal_sen2(slug: str) -> dict[str, Any]:
    """Seal the draft in the name of whoever approved it.

    Raises:
        AirflowFailException: trying again cannot help.
        AirflowException: it may, and Airflow does.

    """
    task = get_current_context()["ti"]
    draft, answer = task.xcom_pull(task_ids="freeze"), task.xcom_pull(task_ids="approve") or {}
    user = answer.get("responded_by_user") or {}
    reason = (answer.get("params_input") or {}).get("reason") or ""
    with failures_for_people():
        return pipeline.seal(
            slug,
            int(draft["year"]),
            str(user.get("name") or user.get("id") or ""),
            made_at=draft["made_at"],
            reason=str(reason),
        )


def retention_step(slug: str) -> dict[str, Any]:
    """Delete what is past its time.

    Raises:
        AirflowFailException: trying again cannot help.
        AirflowException: it may, and Airflow does.

    """
    with failures_for_people():
        return pipeline.expire(slug)


def published_step() -> dict[str, Any]:
    """Load DfE's published figures; first take in the release that the run names in `from_folder`, if any.

    Raises:
        AirflowFailException: trying again cannot help.
        AirflowException: it may, and Airflow does.

    """
    asked = get_current_context()["params"]
    with failures_for_people():
        if where := asked.get("from_folder"):
            return pipeline.take_published([where], asked.get("year"))
        return pipeline.load_published()


@contextmanager
def failures_for_people() -> Iterator[None]:
    """Put the message for people first in the task's log, and try again only where that may help.

    A library's own message may quote the row that it failed on. So that of an error nobody foresaw is withheld, and
    only its type and the lines of code it passed through are shown.
    """
    private.from_now_on()
    try:
        yield
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
