"""Letters, messages and calls to and from families."""

from __future__ import annotations

import numpy as np
import pandas as pd

from include.synthetic.casework import drafted
from include.synthetic.draws import YEAR, Days, Ints, day, delay, flags, new_year, pick, workday
from include.synthetic.spine import improving
from include.synthetic.volumes import HORIZON
from include.synthetic.world import ISSUED, World

_MESSAGES_A_YEAR = 1.5  # from a family whose case is open; four times that while an assessment lasts
_UPDATE_EVERY, _MOST_UPDATES = 21, 14
_CHANNELS_IN = {"EMAIL": 0.6, "PHONE": 0.28, "LETTER": 0.04, "PORTAL": 0.06, "MEETING": 0.02}
_CHANNELS_OUT = {"EMAIL": 0.55, "LETTER": 0.4, "PORTAL": 0.05}
_TEMPLATE, _REASON, _IASS, _NAMES_CASEWORKER = (
    (0.2, 0.14, 0.97),
    (0.62, 0.06, 0.98),
    (0.55, 0.08, 0.99),
    (0.45, 0.08, 0.96),
)
_REPLY_IN_FIVE_DAYS = (0.5, 0.05, 0.88)
_WORDS = {
    "DECISION": 620,
    "DRAFT": 420,
    "FINAL": 480,
    "REVIEW": 380,
    "UPDATE": 160,
    "ACKNOWLEDGEMENT": 240,
    "CASEWORKER": 190,
}
_CALLS_PER_PLAN = 1 / 220  # on a working day
_LINE = "Synthetic SEND line"


def make_contacts(world: World, reviews: pd.DataFrame) -> pd.DataFrame:
    """The `contact` table's rows: the letters that casework calls for, and what families send in."""
    contacts = pd.concat([_letters(world, reviews), _messages(world)], ignore_index=True)
    person, when = contacts["person"].to_numpy(), contacts["contact_date"].to_numpy()
    workers = world.staff.workers
    row = world.staff.holder(world.people["post"].to_numpy()[person], when)
    in_post = (workers["from_date"].to_numpy()[row] <= when) & (when <= workers["to"].to_numpy()[row])
    contacts["caseworker_id"] = pd.Series(workers["caseworker_id"].to_numpy(dtype=str)[row]).where(in_post)
    contacts["person_id"] = world.people["person_id"].to_numpy(dtype=str)[person]
    return contacts.assign(_from=when)


def _letters(world: World, reviews: pd.DataFrame) -> pd.DataFrame:
    rng = world.draws.rng("letters")
    cases = world.cases[~world.cases["kind"].isin(["historic", "transferred", "exported"])]
    person, received = cases["person"].to_numpy(), cases["received"].to_numpy()
    size = len(cases)
    end = cases["ended"].fillna(cases["decided"]).to_numpy()
    booked_in = np.minimum(workday(received + rng.integers(1, 8, size), forward=True), end)
    first = np.minimum(workday(booked_in + rng.integers(3, 15, size), forward=True), end)
    decided = np.where(cases["kind"] == "withdrawn", np.nan, cases["decided"])
    issued = np.where(cases["kind"].isin(ISSUED), cases["ended"], np.nan)
    names_caseworker = flags(rng, improving(_NAMES_CASEWORKER, received), size)
    parts = [
        _letter("ACKNOWLEDGEMENT", person, booked_in),
        _letter("CASEWORKER", person, np.where(names_caseworker, first, np.nan)),
        _letter("DECISION", person, decided),
        _letter("DECISION", person, np.where(cases["kind"] == "not_issued", cases["ended"], np.nan)),
        _letter("DRAFT", person, drafted(cases)),
        _letter("FINAL", person, issued),
    ]
    for number in range(1, _MOST_UPDATES + 1):
        sent = workday(
            cases["decided"].to_numpy() + number * _UPDATE_EVERY + rng.integers(-6, 7, size), forward=True
        )
        is_sent = flags(rng, improving((0.25, 0.07, 0.85), np.nan_to_num(sent)), size) & (
            sent < cases["ended"].to_numpy()
        )
        parts.append(_letter("UPDATE", person, np.where(is_sent, sent, np.nan)))
    owner = world.plans["person"].to_numpy()[reviews["plan"]]
    parts.append(_letter("REVIEW", owner, reviews["review_decision_date"].to_numpy()))
    parts.append(_changes(world, rng))
    letters = pd.concat(parts, ignore_index=True)
    return _wording(letters, rng)


def _letter(kind: str, person: Ints, sent: Days) -> pd.DataFrame:
    letters = pd.DataFrame({"person": person, "contact_date": sent, "letter_type": kind})
    return letters[letters["contact_date"].notna()]


def _changes(world: World, rng: np.random.Generator) -> pd.DataFrame:
    """Letters that name the new caseworker after a change: more often since the improvement plan."""
    workers = world.staff.workers
    new = workers[workers["turn"] > 0][["post", "from"]]
    open_cases = world.spans.assign(person=world.cases["person"]).merge(new, on="post")
    closed = open_cases["closed"].fillna(np.inf)
    open_cases = open_cases[
        (open_cases["opened"] + 15 < open_cases["from"]) & (closed > open_cases["from"] + 30)
    ]
    starts = open_cases["from"].to_numpy()
    names_caseworker = flags(rng, improving(_NAMES_CASEWORKER, starts), len(starts))
    sent = workday(starts + rng.integers(2, 28, len(starts)), forward=True)
    return _letter("CASEWORKER", open_cases["person"].to_numpy(), np.where(names_caseworker, sent, np.nan))


def _wording(letters: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """What a letter says, and how plainly."""
    size, kind, sent = len(letters), letters["letter_type"], letters["contact_date"].to_numpy()
    template = flags(rng, improving(_TEMPLATE, sent), size)
    decision = kind.isin(["DECISION", "DRAFT", "FINAL", "REVIEW"])
    reason = pd.Series(flags(rng, improving(_REASON, sent), size)).astype("boolean").where(kind == "DECISION")
    letters["contact_channel"] = pick(rng, _CHANNELS_OUT, size)
    letters["contact_direction"] = "OUT"
    letters["needs_reply"] = False
    letters["on_template"] = template
    letters["reason_given"] = reason
    letters["tells_of_iass"] = flags(rng, np.where(decision, improving(_IASS, sent), 0.15), size)
    letters["tells_caseworker"] = kind.eq("CASEWORKER") | flags(
        rng, np.where(kind == "ACKNOWLEDGEMENT", 0.35, 0.2), size
    )
    letters["reading_grade"] = np.round(np.where(template, 8.6, 11.4) + rng.normal(0, 1.1, size), 1)
    words = (
        kind.map(_WORDS).to_numpy(dtype=float)
        * np.where(template, 0.85, 1.1)
        * rng.normal(1, 0.12, size).clip(0.6)
    )
    letters["word_count"] = np.round(words)
    return letters


def _messages(world: World) -> pd.DataFrame:
    """What families send in, and when they were answered."""
    rng = world.draws.rng("messages")
    spans, cases = world.spans, world.cases
    opened = spans["opened"].to_numpy()
    closed = np.minimum(spans["closed"].fillna(np.inf).to_numpy(), new_year(HORIZON.year))
    assessed = np.where(
        cases["kind"].isin(["historic", "transferred"]), opened, np.fmin(cases["ended"], closed)
    )
    assessed = np.where(np.isnan(assessed), closed, assessed)
    parts = []
    for start, end, rate in ((opened, assessed, 4 * _MESSAGES_A_YEAR), (assessed, closed, _MESSAGES_A_YEAR)):
        years = np.maximum(end - start, 0) / YEAR
        who = np.repeat(np.arange(len(spans)), rng.poisson(rate * years))
        when = np.minimum(np.floor(start[who] + rng.random(len(who)) * years[who] * YEAR), closed[who])
        parts.append(
            pd.DataFrame(
                {"person": cases["person"].to_numpy()[who], "contact_date": when, "closed": closed[who]}
            )
        )
    messages = pd.concat(parts, ignore_index=True)
    size, came = len(messages), messages["contact_date"].to_numpy()
    soon = flags(rng, improving(_REPLY_IN_FIVE_DAYS, came), size)
    replied = workday(came + np.where(soon, rng.integers(0, 6, size), delay(rng, 9, size, 6)), forward=True)
    needs = flags(rng, 0.85, size)
    answered = needs & flags(rng, 0.95, size) & (replied <= messages.pop("closed").to_numpy() + 30)
    messages["contact_channel"] = pick(rng, _CHANNELS_IN, size)
    messages["contact_direction"] = "IN"
    messages["needs_reply"] = needs
    messages["replied_date"] = np.where(answered, replied, np.nan)
    left_date = world.people["left_date"].to_numpy(dtype=float)[messages["person"]]
    messages["replied_date"] = messages["replied_date"].where(~(messages["replied_date"] > left_date))
    return messages


def make_calls(world: World) -> pd.DataFrame:
    """The `call_volume` table: one line, each working day. The rota was the trouble until 2020."""
    rng = world.draws.rng("calls")
    days = np.arange(new_year(world.volumes.years[0]), day(HORIZON) + 1)
    days = days[workday(days) == days]
    yearly = world.volumes.yearly["stock"]
    stock = np.interp(days, new_year(yearly.index.to_numpy()), yearly.to_numpy())
    monday = np.where(np.mod(days + 3, 7) == 0, 1.3, 0.95)
    offered = rng.poisson(np.maximum(stock * _CALLS_PER_PLAN * monday, 0.5))
    answered = rng.binomial(offered, improving((0.72, 0.05, 0.93), days) - 0.05 * (monday > 1))
    abandoned = rng.binomial(offered - answered, 0.8)
    return pd.DataFrame(
        {
            "call_date": days,
            "line": _LINE,
            "calls_offered": offered,
            "calls_answered": answered,
            "calls_abandoned": abandoned,
            "_from": days,
        }
    )
