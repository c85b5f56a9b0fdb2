"""The same figures counted again, one case and one day at a time, from the case tables alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

LIMIT = timedelta(days=140)


@dataclass
class Story:
    """What happened to one request, as far as it is known on the as-at day."""

    person: dict[str, Any]
    received: date | None
    is_sent: bool
    sent: date | None
    stopped: date | None
    disputed: bool
    excepted: bool

    def is_open(self, day: date) -> bool:
        """Received, and neither sent nor stopped, at the close of a day."""
        if self.received is None or self.received > day or self.is_unusable:
            return False
        return not any(end is not None and end <= day for end in (self.sent, self.stopped))

    @property
    def is_unusable(self) -> bool:
        return self.received is None or (self.is_sent and (self.sent is None or self.sent < self.received))

    @property
    def counts_as_issued(self) -> bool:
        """A plan in DfE's denominator."""
        if self.disputed or self.is_unusable or self.sent is None:
            return False
        return not (self.stopped and self.stopped < self.sent)

    @property
    def was_due(self) -> bool:
        """Neither withdrawn, refused nor gone by the last day in time, unless it had been sent."""
        assert self.received
        return self.counts_as_issued or not self.stopped or self.stopped > self.received + LIMIT

    def is_in_time(self) -> bool:
        assert self.sent and self.received
        return self.sent - self.received <= LIMIT


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows with plain dates, and None for whatever is missing."""
    made: list[dict[Any, Any]] = frame.astype("object").where(frame.notna(), None).to_dict("records")
    return [{k: v.date() if isinstance(v, pd.Timestamp) else v for k, v in row.items()} for row in made]


def stories(tables: dict[str, pd.DataFrame], as_at: date) -> Iterator[Story]:
    people = {row["person_id"]: row for row in rows(tables["person"])}
    assessments = {row["request_id"]: row for row in rows(tables["assessment"])}
    for request in rows(tables["request"]):
        received, decision, decided = (
            request[n] for n in ("received_date", "request_outcome", "request_outcome_date")
        )
        if received and received > as_at:
            continue
        if decided and decided > as_at:
            decision, decided = "A", None
        assessment = assessments.get(request["request_id"], {})
        outcome, ended = assessment.get("assessment_outcome"), assessment.get("assessment_outcome_date")
        if ended and ended > as_at:
            outcome, ended = "A", None
        left = people[request["person_id"]]["left_date"]
        if left and (left > as_at or (received and left < received)):
            exported = request["exported"] and left <= as_at
            left = None
        else:
            exported = request["exported"]
        last_known = decided or received
        stops = [left]
        if decision == "W" or outcome == "W":
            stops.append(ended or last_known)
        if outcome == "N":
            stops.append(ended or last_known)
        if decision == "N" and not assessment:
            stops.append(last_known)
        if exported:
            stops.append(left or last_known)
        flags = [request["request_mediation"], request["request_tribunal"]]
        flags += [assessment.get("assessment_mediation"), assessment.get("assessment_tribunal")]
        yield Story(
            person=people[request["person_id"]],
            received=received,
            is_sent=outcome == "Y",
            sent=ended if outcome == "Y" else None,
            stopped=min((stop for stop in stops if stop), default=None),
            disputed=any(flags),
            excepted=bool(assessment.get("week20_exception")),
        )


class Council:
    """A council's case tables, read as somebody with a pencil would."""

    def __init__(self, tables: dict[str, pd.DataFrame], as_at: date) -> None:
        self.as_at = as_at
        self.stories = list(stories(tables, as_at))
        self.people = {row["person_id"]: row for row in rows(tables["person"])}
        self.plan_rows = rows(
            tables["plan"].merge(tables["assessment"]).merge(tables["request"], on="request_id")
        )
        self.allocations: dict[str, list[dict[str, Any]]] = {}
        for row in rows(tables["allocation"]):
            if row["allocation_role"] == "NAMED":
                self.allocations.setdefault(row["person_id"], []).append(row)

    def twenty_weeks(self, first: date, last: date) -> dict[str, tuple[int, int]]:
        """Numerator and denominator of the 20-week rates of a period, by name of the cohort."""
        known = [story for story in self.stories if not story.disputed and not story.is_unusable]
        issued = [s for s in known if s.counts_as_issued and s.sent and first <= s.sent <= last]
        due = [
            story
            for story in known
            if story.received and first <= story.received + LIMIT <= min(last, self.as_at) and story.was_due
        ]
        made = {"incl": issued, "excl": [story for story in issued if not story.excepted], "due": due}
        return {
            name: (sum(story.counts_as_issued and story.is_in_time() for story in cases), len(cases))
            for name, cases in made.items()
        }

    def overdue(self, day: date) -> Counter[str]:
        """Cases open past 20 weeks on a day, by named caseworker."""
        return Counter(
            self.caseworker(story.person["person_id"], day)
            for story in self.stories
            if not story.disputed and story.is_open(day) and story.received and day > story.received + LIMIT
        )

    def open_assessments(self, day: date) -> Counter[str]:
        """Open assessments on a day, by age band."""
        return Counter(age_band(s.person["birth_date"], day) for s in self.stories if s.is_open(day))

    def plans(self, day: date) -> Counter[str]:
        """Plans maintained on a day, by named caseworker."""
        found: Counter[str] = Counter()
        for plan in self.plan_rows:
            if (plan["received_date"] or date.min) > self.as_at or plan["start_date"] > day:
                continue
            left = self.people[plan["person_id"]]["left_date"]
            ends = [plan["cease_date"], left if left and left >= plan["start_date"] else None]
            if not any(end and end <= self.as_at and end < day for end in ends):
                found[self.caseworker(plan["person_id"], day)] += 1
        return found

    def caseworker(self, person: str, day: date) -> str:
        """The named caseworker of a person on a day: the allocation that began last."""
        holding = [
            (row["from_date"], row["caseworker_id"])
            for row in self.allocations.get(person, [])
            if row["from_date"] <= day and (row["to_date"] is None or row["to_date"] >= day)
        ]
        return max(holding)[1] if holding else "not_allocated"


def age_band(born: date, day: date) -> str:
    """Age on the last 31 August before the academic year of a day."""
    august = date(day.year if day.month >= 9 else day.year - 1, 8, 31)
    age = august.year - born.year - ((born.month, born.day) > (8, 31))
    bands = {"under_5": range(-1, 5), "5_10": range(5, 11), "11_15": range(11, 16), "16_19": range(16, 20)}
    bands["20_25"] = range(20, 26)
    return next((band for band, ages in bands.items() if age in ages), "not_recorded")
