"""Teams, the people in them over time, and who held which case when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from include.synthetic.draws import YEAR, Days, Draws, Ints, day, flags, new_year, pick, workday
from include.synthetic.people import LOCALITIES
from include.synthetic.volumes import HORIZON, Volumes

# Councils speak of 170 to 250 cases for each full-time caseworker; there is no official figure.
CASES_EACH = 190
_TENURE_YEARS = 3.2
_SENIOR_SHARE, _AGENCY_SHARE, _TEMPORARY_SHARE = 0.25, 0.14, 0.08
_VACANCY_SHARE = 0.12  # of the establishment that was never filled
_HANDOVER_DAYS = 6  # a case gets its caseworker within about a week of the request
_END = day(HORIZON)


@dataclass(frozen=True)
class Staff:
    """Who worked here: `teams`, `workers` (one row for each holder of each post) and posts that hold cases.

    `posts` has `locality` (number), `opened` and `senior`; `workers` has `post`, `from`, `to` and the table's columns,
    sorted by post and first day, each holder following the last without a gap.
    """

    teams: pd.DataFrame
    posts: pd.DataFrame
    workers: pd.DataFrame

    def holder(self, post: Ints, days: Days) -> Ints:
        """Row in `workers` of the holder of each post on each day."""
        last = self.workers.groupby("post")["from"].size().cumsum().to_numpy()
        first = np.concatenate([[0], last[:-1]])
        key = self.workers["post"].to_numpy() * 1e6 + self.workers["from"].to_numpy()
        row = np.searchsorted(key, post * 1e6 + days, side="right") - 1
        return np.clip(row, first[post], last[post] - 1)


def make_staff(volumes: Volumes, draws: Draws) -> Staff:
    """Teams for each locality, sized to the stock of plans, with leavers and joiners up to the horizon."""
    rng = draws.rng("staff")
    begins = new_year(volumes.years[0])
    places = len(LOCALITIES)
    needed = np.maximum(np.ceil(volumes.yearly["stock"].to_numpy() / CASES_EACH).astype(int), places)
    opened = np.repeat(
        new_year(volumes.yearly.index.to_numpy()),
        np.diff(np.concatenate([[0], np.maximum.accumulate(needed)])),
    )
    cases = pd.DataFrame(
        {"opened": workday(np.where(opened > begins, opened + rng.integers(0, 300, len(opened)), begins))}
    )
    cases["locality"] = np.arange(len(cases)) % places
    cases["senior"] = np.arange(len(cases)) // places % round(1 / _SENIOR_SHARE) == 0
    cases["grade"] = np.where(cases["senior"], "SENIOR", "CASEWORKER")
    others = pd.DataFrame({"opened": begins, "locality": np.tile(np.arange(places), 2), "senior": False})
    others["grade"] = np.repeat(["MANAGER", "SUPPORT"], places)
    posts = pd.concat([cases, others], ignore_index=True)
    workers = _holders(posts, begins, rng)
    names = pd.Series(LOCALITIES)
    in_post = posts.groupby("locality").size()
    teams = pd.DataFrame(
        {
            "team_id": [f"T{number}" for number in range(1, places + 1)],
            "team_name": names + " Team",
            "locality": names,
            "established_fte": np.ceil(in_post.to_numpy() * (1 + _VACANCY_SHARE)).astype(float),
            "_from": -np.inf,
        }
    )
    return Staff(teams, cases, workers)


def _holders(posts: pd.DataFrame, begins: float, rng: np.random.Generator) -> pd.DataFrame:
    """Everyone who held each post, one after another."""
    turns = 24
    stay = np.floor(rng.gamma(1.6, _TENURE_YEARS / 1.6, (len(posts), turns)) * 365).clip(min=60)
    ends = posts["opened"].to_numpy()[:, None] + np.cumsum(stay, axis=1)
    starts = np.concatenate([posts["opened"].to_numpy()[:, None], ends[:, :-1] + 1], axis=1)
    workers = pd.DataFrame(
        {
            "post": np.repeat(np.arange(len(posts)), turns),
            "turn": np.tile(np.arange(turns), len(posts)),
            "from": starts.ravel(),
            "to": ends.ravel(),
        }
    )
    workers = workers[workers["from"] <= _END].reset_index(drop=True)
    size = len(workers)
    post = posts.loc[workers["post"]].reset_index(drop=True)
    # Those in post at the start came some time before.
    before = np.floor(rng.gamma(1.6, 1.2, size) * 365)
    workers["from_date"] = np.where(
        (workers["turn"] == 0) & (workers["from"] <= begins), begins - before, workers["from"]
    )
    workers["to_date"] = workers["to"].where(workers["to"] <= _END)
    workers["grade"] = post["grade"]
    workers["team_id"] = "T" + (post["locality"] + 1).astype(str)
    kinds = {
        "PERMANENT": 1 - _AGENCY_SHARE - _TEMPORARY_SHARE,
        "AGENCY": _AGENCY_SHARE,
        "TEMPORARY": _TEMPORARY_SHARE,
    }
    workers["post_kind"] = np.where(post["grade"] == "MANAGER", "PERMANENT", pick(rng, kinds, size))
    workers["fte"] = rng.choice([1.0, 1.0, 1.0, 1.0, 0.8, 0.6], size)
    trained = np.maximum(workers["from_date"] + 30 + rng.integers(0, 400, size), day_of_training_offer())
    workers["restorative_trained_date"] = np.where(
        flags(rng, 0.8, size) & (trained < workers["to"]), trained, np.nan
    )
    order = workers["from"].rank(method="first").astype(int)
    workers["caseworker_id"] = "W" + order.astype(str).str.zfill(3)
    workers["caseworker_name"] = "Synthetic Caseworker " + order.astype(str).str.zfill(2)
    return workers


def day_of_training_offer() -> float:
    """Restorative practice came into induction in the first year of the improvement plan."""
    return new_year(2020)


def caseworker_table(staff: Staff) -> pd.DataFrame:
    """The `caseworker` table."""
    return staff.workers.assign(_from=staff.workers["from_date"])


def absence_table(staff: Staff, draws: Draws) -> pd.DataFrame:
    """Spells away: mostly days, sometimes months."""
    rng = draws.rng("absence")
    workers = staff.workers
    years = np.maximum(np.minimum(workers["to"], _END) - workers["from"], 0) / YEAR
    who = np.repeat(np.arange(len(workers)), rng.poisson(1.2 * years))
    first = workers["from"].to_numpy()[who] + np.floor(rng.random(len(who)) * years.to_numpy()[who] * YEAR)
    length = np.where(
        flags(rng, 0.15, len(who)), rng.integers(28, 180, len(who)), rng.integers(1, 12, len(who))
    )
    spells = pd.DataFrame({"who": who, "from_date": workday(first, forward=True), "length": length})
    spells = spells.sort_values(["who", "from_date"], kind="stable")
    # One spell must be over, and a little time passed, before the next.
    busy_until = (
        (spells["from_date"] + spells["length"])
        .groupby(spells["who"])
        .cummax()
        .groupby(spells["who"])
        .shift()
    )
    spells = spells[~(spells["from_date"] <= busy_until)]
    to_date = np.minimum(spells["from_date"] + spells["length"], workers["to"].to_numpy()[spells["who"]])
    rng_cover = draws.rng("cover")
    return pd.DataFrame(
        {
            "caseworker_id": workers["caseworker_id"].to_numpy()[spells["who"]],
            "from_date": np.minimum(spells["from_date"], to_date).to_numpy(),
            "to_date": to_date.to_numpy(),
            "cover_named": flags(rng_cover, np.where(spells["length"] > 20, 0.75, 0.35), len(spells)),
            "_from": np.minimum(spells["from_date"], to_date).to_numpy(),
        }
    )


def choose_posts(people: pd.DataFrame, staff: Staff, draws: Draws) -> Ints:
    """The post that each person's case belongs to, in the team of the home locality."""
    rng = draws.rng("posts")
    locality = people["locality"].map({name: number for number, name in enumerate(LOCALITIES)}).to_numpy()
    posts = staff.posts
    known_from = np.maximum(people["known"].to_numpy(), posts["opened"].min())
    age = known_from[:, None] - posts["opened"].to_numpy()
    weight = (posts["locality"].to_numpy() == locality[:, None]) & (age >= 0)
    # A new post fills up first; long-term complex cases mostly go to senior staff.
    weight = weight * np.where(age < 3 * YEAR, 3.0, 1.0)
    senior = posts["senior"].to_numpy()
    weight = weight * np.where(people["is_complex"].to_numpy()[:, None], np.where(senior, 12.0, 1.0), 1.0)
    chance = np.cumsum(weight, axis=1) / weight.sum(axis=1, keepdims=True)
    row: npt.NDArray[np.int64] = (rng.random(len(people))[:, None] > chance).sum(axis=1)
    return row.clip(max=len(posts) - 1)


def allocation_table(spans: pd.DataFrame, staff: Staff, draws: Draws) -> pd.DataFrame:
    """Who held each case when: the holders of its post, one after another.

    Args:
        spans: `person_id`, `post`, `opened` and `closed` (NaN while open) of each spell during which a person's case is
            open; spells of one person do not overlap.
        staff: who worked here.
        draws: random streams.

    """
    rng = draws.rng("allocation")
    wait = 1 + rng.poisson(_HANDOVER_DAYS - 1, len(spans))
    opened = np.where(spans["carried_over"], spans["opened"], workday(spans["opened"] + wait, forward=True))
    closed = np.fmin(spans["closed"].to_numpy(), np.inf)
    closed = np.where(np.isnan(closed), np.inf, closed)
    cases = pd.DataFrame(
        {
            "person_id": spans["person_id"].to_numpy(),
            "post": spans["post"].to_numpy(),
            "opened": opened,
            "closed": closed,
        }
    )
    cases = cases[cases["closed"] >= cases["opened"]]
    holders = staff.workers[["post", "from", "to", "caseworker_id"]]
    spells = cases.merge(holders, on="post")
    spells["from_date"] = np.maximum(spells["opened"], spells["from"])
    spells["to_date"] = np.minimum(spells["closed"], spells["to"])
    spells = spells[spells["from_date"] <= spells["to_date"]]
    return spells.assign(allocation_role="NAMED", _from=spells["from_date"])
