"""Airflow's notifiers that tell people of what happened to a run: `include.pipeline.notify` says whom, and once.

They run where a task runs, and in the dag processor when a task was killed or a run took too long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from airflow.sdk.bases.notifier import BaseNotifier
from airflow.sdk.timezone import utcnow

from include.airflow.runs import ForPeople

if TYPE_CHECKING:
    from airflow.sdk import Context

    from include.pipeline.notify import Kind


class _Notifier(BaseNotifier):
    """Tells of one council, or of what all have in common."""

    def __init__(self, slug: str | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.slug = slug

    def _tell(self, kind: Kind, what: str, context: Context, councils: tuple[str, ...] = ()) -> None:
        from include.pipeline.notify import Message, cause_of, tell

        run = context.get("dag_run")
        since = getattr(run, "start_date", None) or getattr(run, "run_after", None) or utcnow()
        cause = cause_of(what, self.slug) if self.slug else what
        tell(Message(kind, what, councils or ((self.slug,) if self.slug else ()), since, cause))


class TellOfFailure(_Notifier):
    """Tells of a task that has failed for good; a try that is followed by another tells nobody."""

    def notify(self, context: Context) -> None:
        """Tell what failed, in the words that the task's log begins with."""
        from include.pipeline.notify import Kind

        error, task = context.get("exception"), context["ti"].task_id
        if isinstance(error, ForPeople):
            self._tell(Kind(error.kind), str(error), context, self._broken_alike(str(error)))
        else:
            # Whatever else it says may quote a row.
            name = type(error).__name__ if isinstance(error, BaseException) else "It was killed, or lost"
            what = f"The task {task} of {context['ti'].dag_id} failed: {name}. Its log says more."
            self._tell(Kind.FAILURE, what, context)

    def _broken_alike(self, what: str) -> tuple[str, ...]:
        # Nights begin within an hour and are tried for longer, so the first to give up finds all others failing.
        from include.pipeline.standing import with_same_cause

        return with_same_cause(self.slug, what) if self.slug else ()


class TellOfTimeout(_Notifier):
    """Tells of a run that was stopped because it took too long. Failed tasks tell of themselves."""

    def notify(self, context: Context) -> None:
        """Tell which DAG took too long."""
        from include.pipeline.notify import Kind

        if context.get("reason") == "timed_out":
            dag_id = getattr(context.get("dag_run"), "dag_id", "")
            self._tell(Kind.FAILURE, f"A run of {dag_id} took too long and was stopped.", context)


class TellOfApproval(_Notifier):
    """Tells that a draft of a return waits for its signature."""

    def notify(self, context: Context) -> None:
        """Tell where the signature is given."""
        from include.pipeline.notify import Kind

        question = getattr(context["task"], "subject", "An approval is wanted.")
        what = f"{question}\nAnswer in Airflow's web page, under Required Actions."
        self._tell(Kind.APPROVAL, what, context)
