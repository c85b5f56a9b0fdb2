"""The invented children and young people: who they are, and which requests belong to whom."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from include.synthetic.draws import YEAR, Days, Draws, Ints, day, flags, in_year, pick, year_of
from include.synthetic.numbers import postcodes, ulns, upns
from include.synthetic.volumes import Volumes

LOCALITIES = ("Synthetic North", "Synthetic South", "Synthetic East", "Synthetic West")
# Of everyone known to the service; no council publishes these.
COMPLEX_SHARE, INTERPRETER_SHARE, LEARNING_DISABILITY_SHARE = 0.06, 0.07, 0.02
_NEVER_IN_STATE_SCHOOL_SHARE, _LATE_ARRIVAL_SHARE = 0.006, 0.01
AGAIN_SHARE = 0.12  # of refused or withdrawn requests: the family asks again within three years

_SURNAMES = (
    "Alder Ash Aspen Beech Birch Blackthorn Bracken Briar Broom Bryony Cedar Cherry Clover Cypress Elder Elm Fern "
    "Fir Gorse Hawthorn Hazel Heather Holly Hornbeam Ivy Juniper Larch Laurel Lime Linden Maple Marigold Mulberry Oak "
    "Olive Pear Pine Plane Plum Poplar Primrose Quince Rowan Rush Sage Sedge Sorrel Spruce Sycamore Thistle Walnut "
    "Willow Yarrow Yew"
).split()  # fmt: skip
_FORENAMES = (
    "Alex Ali Amal Ash Ashley Aubrey Bailey Blair Bobbie Cameron Casey Charlie Cory Dana Darcy Drew Eden Eli Ellis "
    "Erin Farah Finley Frankie Gray Harley Harper Hayden Iman Indi Jamie Jay Jesse Jo Jordan Jules Kai Kit Lee Leigh "
    "Lou Mackenzie Max Morgan Nima Noor Parker Quinn Reese Remy Riley Robin Rory Rowan Sam Sasha Shay Sidney Sky "
    "Taylor Toni Tyler Val Wren Zain"
).split()  # fmt: skip


def draw_births(cases: pd.DataFrame, volumes: Volumes, draws: Draws) -> Days:
    """Date of birth for each case, by age when the plan is made or, without one, when the request is received."""
    rng = draws.rng("births")
    size = len(cases)
    received, ended, held = (cases[c].to_numpy() for c in ("received", "ended", "held"))
    within_year, fresh, stock = (
        rng.random(size),
        _ages(rng, volumes.age_new, size),
        _ages(rng, volumes.age, size),
    )
    has_request = ~np.isnan(received)
    event = np.where(cases["kind"].isin(["plan", "overturned", "historic"]) | ~has_request, ended, received)
    birth = event - (fresh + within_year) * YEAR
    # Of plans already held, the published ages are ages at 31 August.
    older = cases["kind"].isin(["historic", "transferred"]).to_numpy()
    august = in_year(year_of(held) - 1, 8, 31)
    birth = np.where(older, august - (np.minimum(stock, 22) + within_year) * YEAR, birth)
    earliest = np.fmin(np.where(has_request, received, ended), ended)
    return np.floor(np.minimum(birth, np.where(np.isnan(earliest), received, earliest) - 300))


def _ages(rng: np.random.Generator, shares: pd.Series, size: int) -> Ints:
    return rng.choice(shares.index.to_numpy(dtype=int), size=size, p=shares.to_numpy())


def who_asked(cases: pd.DataFrame, draws: Draws) -> Ints:
    """A person's number for each case (`case` order). Some families who were refused ask again later.

    The second request keeps its person; the first is given to that person too, if they were old enough then.
    """
    rng = draws.rng("again")
    person = np.arange(len(cases))
    received, birth = cases["received"].to_numpy(), cases["birth"].to_numpy()
    first = np.flatnonzero(cases["kind"].isin(["refused", "withdrawn"]) & flags(rng, AGAIN_SHARE, len(cases)))
    later = np.flatnonzero(cases["kind"].isin(["plan", "refused", "not_issued"]))
    later = later[np.argsort(received[later], kind="stable")]
    wish = cases["decided"].to_numpy()[first] + rng.integers(190, 900, len(first))
    at = np.searchsorted(received[later], wish)
    first, second = first[at < len(later)], later[at[at < len(later)]]
    pairs = pd.DataFrame({"first": first, "second": second}).drop_duplicates("second")
    pairs = pairs[~pairs["second"].isin(pairs["first"]) & ~pairs["first"].isin(pairs["second"])]
    old_enough = birth[pairs["second"]] + 300 < received[pairs["first"]]
    pairs = pairs[old_enough & (pairs["first"] != pairs["second"])]
    person[pairs["first"]] = pairs["second"]
    return person


def describe(known: Days, birth: Days, had_plan: np.ndarray, volumes: Volumes, draws: Draws) -> pd.DataFrame:
    """Everything about each person that does not change. Rows in the order in which people became known."""
    rng = draws.rng("people")
    size = len(birth)
    serial = rng.permutation(size)
    localities = np.array(LOCALITIES)
    people = pd.DataFrame(
        {
            "surname": np.char.add("Synthetic-", np.array(_SURNAMES)[rng.integers(0, len(_SURNAMES), size)]),
            "forename": np.array(_FORENAMES)[rng.integers(0, len(_FORENAMES), size)],
            "birth_date": birth,
            "sex": pick(rng, volumes.sex, size),
            "ethnicity": pick(rng, volumes.ethnicity, size),
            "postcode": postcodes(rng, size),
            "upn": upns(serial.astype("int64") * 7 + 1000),
            "uln": ulns(serial.astype("int64")),
            "locality": localities[rng.choice(len(localities), size=size, p=[0.28, 0.26, 0.22, 0.24])],
            "is_complex": flags(rng, np.where(had_plan, COMPLEX_SHARE, 0.01), size),
            "needs_interpreter": flags(rng, INTERPRETER_SHARE, size),
            "parent_learning_disability": flags(rng, LEARNING_DISABILITY_SHARE, size),
            "known": known,
        }
    )
    # Numbers come with school: the September in which a child turns five, or on arrival if later. Some nurseries are
    # schools and give one sooner.
    reception = in_year(year_of(birth + 122) + 4, 9, 1)
    nursery = flags(rng, 0.4, size)
    people["upn_from"] = np.where(nursery, known, np.maximum(reception, known))
    grown_up = np.floor((known - birth) / YEAR) >= 16
    never = flags(rng, _NEVER_IN_STATE_SCHOOL_SHARE, size)
    learner_only = grown_up & flags(rng, _LATE_ARRIVAL_SHARE * 5, size)
    people["never_numbered"] = never
    people.loc[never | learner_only, "upn_from"] = np.nan
    # Learner numbers are given from 14.
    people["uln_from"] = np.where(
        never, np.nan, np.where(learner_only, known, np.maximum(birth + 14.6 * YEAR, known))
    )
    return people


def person_table(people: pd.DataFrame, last_day: date) -> pd.DataFrame:
    """The `person` table as it stands on a day: a number is held from the day it was given."""
    today = day(last_day)
    upn = people["upn"].where(people["upn_from"] <= today)
    uln = people["uln"].where((people["uln_from"] <= today) & (people["known"] <= today))
    reason = np.where(people["never_numbered"], "UN2", "UN1")
    return people.assign(
        upn=upn,
        uln=uln,
        upn_unknown=pd.Series(reason, index=people.index).where(upn.isna() & uln.isna()),
        _from=people["known"],
    )
