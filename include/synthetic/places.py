"""Settings, and where each plan-holder was placed over time."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from include.synthetic.draws import (
    YEAR,
    Draws,
    Flags,
    Ints,
    flags,
    in_year,
    pick_by,
    workday,
    year_of,
)
from include.synthetic.volumes import Volumes

# Children in an authority's plans for each setting of a kind; sets how many settings are made.
_CHILDREN_EACH = {
    ("MAIN_MAINTAINED", "PRIMARY"): 12, ("MAIN_ACADEMY", "PRIMARY"): 12, ("MAIN_INDEPENDENT", "PRIMARY"): 12,
    ("MAIN_MAINTAINED", "SECONDARY"): 50, ("MAIN_ACADEMY", "SECONDARY"): 50, ("MAIN_INDEPENDENT", "SECONDARY"): 15,
    ("SPECIAL_MAINTAINED", "ALL"): 90, ("SPECIAL_ACADEMY", "ALL"): 90, ("SPECIAL_INDEPENDENT", "ALL"): 15,
    ("SPECIAL_NMSS", "ALL"): 25, ("AP", "SECONDARY"): 20, ("FE", "POST16"): 170, ("SPI", "POST16"): 25,
    ("EARLY", "EY"): 3, ("OTHER", "ALL"): 4,
}  # fmt: skip
_NAMES = {
    "MAIN_MAINTAINED": "School", "MAIN_ACADEMY": "Academy", "MAIN_INDEPENDENT": "Independent School",
    "SPECIAL_MAINTAINED": "Special School", "SPECIAL_ACADEMY": "Special Academy",
    "SPECIAL_INDEPENDENT": "Independent Special School", "SPECIAL_NMSS": "Non-maintained Special School",
    "AP": "Pupil Referral Unit", "FE": "College", "SPI": "Specialist College", "EARLY": "Nursery",
    "OTHER": "Provider",
}  # fmt: skip
# Types of establishment (Get Information about Schools) that settings of a kind have, one after the other.
_ESTABLISHMENTS = {
    "MAIN_MAINTAINED": ("1", "2", "1", "5"), "MAIN_ACADEMY": ("34", "28", "34", "35"), "MAIN_INDEPENDENT": ("11",),
    "SPECIAL_MAINTAINED": ("7", "12"), "SPECIAL_ACADEMY": ("44", "36", "33"), "SPECIAL_INDEPENDENT": ("10",),
    "SPECIAL_NMSS": ("8",), "AP": ("14", "42", "38"), "FE": ("18",), "SPI": ("32",), "OTHER": ("27", "49", "30"),
}  # fmt: skip
_FAR = ("MAIN_INDEPENDENT", "SPECIAL_INDEPENDENT", "SPECIAL_NMSS", "SPI")
_PHASE_NAMES = {"PRIMARY": "Primary ", "SECONDARY": "Secondary "}
# Ages on 31 August at which a new phase begins that September: reception, Year 7, Year 12, and after sixth form.
PHASE_STARTS = (4, 11, 16, 19)
SECONDARY_SHARE = 0.02
_FIRST_MOVE_DAYS = (
    500  # near the middle of the time after which a new plan's placement looks like other plans'
)
_LATER_MOVE_SHARE = 0.10
_UNKNOWN = "placement_unknown"


@cache
def categories() -> pd.DataFrame:
    """DfE's kinds of placement: the setting or arrangement that stands for each, and the ages it takes."""
    return pd.read_csv(
        Path(__file__).with_name("places.csv"), dtype={"attended": "str", "named": "str"}
    ).fillna({"setting_type": "", "attended": "", "named": ""})


def make_settings(volumes: Volumes) -> pd.DataFrame:
    """The `setting` table: enough invented settings of each kind. Numbers of the form 9xxxxx are not issued."""
    stock = volumes.yearly["stock"].mean()
    kinds = categories().set_index("category")["setting_type"]
    share = volumes.placement.groupby(volumes.placement.index.map(kinds.to_dict())).sum()
    rows = []
    for (kind, phase), each in _CHILDREN_EACH.items():
        count = max(round(stock * float(share.get(kind, 0)) / each), 2)
        label = f"Synthetic {_PHASE_NAMES.get(phase, '')}{_NAMES[kind]}"
        types = _ESTABLISHMENTS.get(kind, (None,))
        rows += [
            (kind, phase, types[number % len(types)], f"{label} {number + 1:02d}") for number in range(count)
        ]
    settings = pd.DataFrame(rows, columns=["setting_type", "phase", "establishment_type", "setting_name"])
    settings["urn"] = (900_001 + np.arange(len(settings))).astype(str)
    # Independent schools take children from far around: every third one here lies in another authority.
    away = settings["setting_type"].isin(_FAR) & (settings.groupby("setting_type").cumcount() % 3 == 2)
    settings["out_of_area"] = away.astype("boolean")
    settings["_from"] = -np.inf
    return settings


def _mix_by_age(volumes: Volumes, *, fresh: bool) -> npt.NDArray[np.float64]:
    """Cumulative shares of each kind of placement (columns) for each age 0 to 25 (rows), true to the published totals.

    Only totals are published, so ages and kinds are fitted to both margins, starting from the ages that a kind takes.
    """
    kinds = categories()
    new = volumes.placement_new.reindex(kinds["category"]).fillna(0).to_numpy()
    mix = volumes.placement.reindex(kinds["category"]).fillna(0).to_numpy()
    # The published stock holds new plans too, whose children have not moved yet; the rest make up for them.
    unsettled = min(
        float((volumes.yearly["issued"] / volumes.yearly["stock"]).mean()) * _FIRST_MOVE_DAYS / 365, 0.5
    )
    mix = new if fresh else np.maximum(mix - unsettled * new, 0.1 * mix)
    mix = (mix + 1e-6) / (mix + 1e-6).sum()  # nothing quite impossible, so that every age finds some place
    ages = (volumes.age_new if fresh else volumes.age).reindex(range(26)).fillna(0).to_numpy()
    years = np.arange(26)[:, None]
    table = ((years >= kinds["min_age"].to_numpy()) & (years <= kinds["max_age"].to_numpy())).astype(float)
    table[:3] *= np.where(kinds["setting_type"] == "EARLY", 1, 0.2)
    table *= mix * (ages + 1e-6)[:, None]
    for _ in range(50):
        table *= (mix / np.maximum(table.sum(axis=0), 1e-12)).clip(max=1e6)
        table *= ((ages + 1e-6) / np.maximum(table.sum(axis=1), 1e-12))[:, None]
    return np.cumsum(table / table.sum(axis=1, keepdims=True), axis=1)


def make_placements(
    plans: pd.DataFrame, settings: pd.DataFrame, volumes: Volumes, draws: Draws
) -> pd.DataFrame:
    """Placements attended, with history. Columns: `plan` (row of `plans`), `category` and those of the table.

    A person keeps one place in the order of kinds from mainstream to out of school, so a child in a special primary
    goes to a special secondary; a move draws a new place.
    """
    rng = draws.rng("placements")
    size = len(plans)
    held, birth, end = (plans[c].to_numpy() for c in ("held", "birth", "cease"))
    end = np.where(np.isnan(end), np.inf, end)
    own, moved_to = rng.random((2, size))
    fresh = plans["kind"].isin(["plan", "overturned"]).to_numpy()
    settles = np.where(fresh, held + 60 + np.floor(rng.gamma(3, _FIRST_MOVE_DAYS / 3, size)), np.inf)
    moves = np.where(
        flags(rng, _LATER_MOVE_SHARE, size), held + 400 + np.floor(rng.random(size) * 2000), np.inf
    )

    starts = [held, workday(settles, forward=True), workday(moves, forward=True)]
    phase_start = [False, False, False]
    for age in PHASE_STARTS:
        september = in_year(year_of(birth + 122) + age, 9, 1)  # academic years run from September to August
        starts.append(workday(np.where(september > held + 45, september, np.inf), forward=True))
        phase_start.append(True)
    events = pd.DataFrame(
        {
            "plan": np.tile(np.arange(size), len(starts)),
            "entry": np.concatenate(starts),
            "new_phase": np.repeat(phase_start, size),
        }
    )
    events = events[np.isfinite(events["entry"]) & (events["entry"] < end[events["plan"]] - 5)]
    events = events.sort_values(["plan", "entry"], kind="stable").drop_duplicates(
        ["plan", "entry"], keep="last"
    )
    who, entry = events["plan"].to_numpy(), events["entry"].to_numpy()
    age = np.floor((entry - birth[who]) / YEAR).astype(int).clip(0, 25)
    u = np.where(entry >= moves[who], moved_to[who], own[who])
    settled = ~fresh[who] | (entry >= settles[who])
    table = np.concatenate([_mix_by_age(volumes, fresh=False), _mix_by_age(volumes, fresh=True)])
    events["category"] = pick_by(table, age + np.where(settled, 0, 26), u)
    same = events["plan"].eq(events["plan"].shift()) & events["category"].eq(events["category"].shift())
    events = events[~same | events["new_phase"]].copy()
    following = events["entry"].shift(-1).where(events["plan"].eq(events["plan"].shift(-1)))
    last = end[events["plan"]]
    events["leaving"] = np.where(following.notna(), following - 1, np.where(np.isinf(last), np.nan, last))
    events["placement_rank"] = "1"
    return _with_settings(_with_second(events, rng), plans, settings, rng)


def _with_second(events: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """A few are taught in two places at once: a second placement in alternative provision or a college."""
    kinds = categories()
    has_urn = (~kinds["setting_type"].isin(["", "AP"])).to_numpy()[events["category"]]
    second = events[has_urn & flags(rng, SECONDARY_SHARE, len(events))].copy()
    second["placement_rank"] = "2"
    second["category"] = int(np.flatnonzero(kinds["category"] == "ap_pru_la_maintained")[0])
    return pd.concat([events, second], ignore_index=True)


def _with_settings(
    events: pd.DataFrame, plans: pd.DataFrame, settings: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """Choose a setting of the right kind and phase for each placement, or the code of an arrangement without one."""
    kinds = categories().iloc[events["category"]].reset_index(drop=True)
    events = events.reset_index(drop=True)
    age = (events["entry"] - plans["birth"].to_numpy()[events["plan"]]) / YEAR
    urn = np.full(len(events), "", dtype="<U6")
    luck = rng.random(len(events)) ** 1.6  # some settings take more than others
    for (kind, phase), group in settings.groupby(["setting_type", "phase"], sort=True):
        of_phase: Flags = np.ones(len(events), dtype=bool)
        if phase in ("PRIMARY", "SECONDARY") and kind != "AP":
            of_phase = ((age < 11) == (phase == "PRIMARY")).to_numpy()
        match = (kinds["setting_type"] == kind).to_numpy() & of_phase
        which: Ints = (luck[match] * len(group)).astype(int)
        urn[match] = group["urn"].to_numpy(dtype=str)[which]
    placed = urn != ""
    residential = (
        placed & kinds["setting_type"].isin(["SPECIAL_INDEPENDENT", "SPECIAL_NMSS", "SPI"]).to_numpy()
    )
    residential &= rng.random(len(events)) < 0.08
    work = placed & kinds["setting_type"].isin(["FE", "SPI"]).to_numpy() & (rng.random(len(events)) < 0.03)
    other = ~placed & (kinds["attended"] == "OTH").to_numpy()
    events["urn"] = pd.Series(urn).where(placed)
    events["sen_setting"] = kinds["attended"].where(~placed)
    events["named_setting"] = kinds["named"].where(~placed)
    events["sen_setting_other"] = np.where(
        kinds["category"] == _UNKNOWN, "Type of setting only", "Other arrangement"
    )
    events["sen_setting_other"] = events["sen_setting_other"].where(other)
    events["sen_unit"] = kinds["sen_unit"].eq(1).where(placed).astype("boolean")
    events["resourced_provision"] = kinds["resourced"].eq(1).where(placed).astype("boolean")
    events["residential"] = pd.Series(np.where(rng.random(len(events)) < 0.6, "A", "B")).where(residential)
    events["work_based"] = pd.Series(rng.choice(["S", "S", "S", "A", "T"], len(events))).where(work)
    by_bus = placed & (rng.random(len(events)) < 0.35)
    late = np.where(rng.random(len(events)) < 0.85, 0, rng.integers(1, 25, len(events)))
    events["transport_in_place"] = np.where(by_bus, events["entry"] + late, np.nan)
    return events
