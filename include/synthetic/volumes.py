"""How many of everything in each year: DfE's published figures, filled in where they are silent.

Published years are followed. Years before the first are drawn back along England's own growth; years after the last
carry the latest trend forward. Published flows and stocks do not always reconcile (a council that issued 763 plans and
ceased 226 may publish a stock only 350 higher), and then the stock wins: plans that cease are what is left over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from include.errors import ConfigError

if TYPE_CHECKING:
    from include.published.opendata import Calibration

# Everything is simulated up to the last day of this year and cut at the day asked for, so that the same seed gives the
# same history whatever the extract date. Cases open then still need an end, which is what the years after it are for.
HORIZON = date(2032, 12, 31)
LAST_DAY = date(2030, 12, 31)
FIRST_YEAR = (
    2015  # the first full calendar year of EHC plans, which began on 1 September 2014 (the 2014 Act, part 3)
)

# England, DfE "Education, health and care plans", 2022 edition: new plans in the calendar year, and plans and
# statements in January. Only the shape is used.
_NATIONAL_NEW = pd.Series({2015: 24654.0, 2016: 36094, 2017: 42162, 2018: 48907, 2019: 53899})
_NATIONAL_STOCK = pd.Series({2015: 240183.0, 2016: 256315, 2017: 287290, 2018: 319819, 2019: 353995})

# Not published by authority, so the same for every council: near England's shares for 2024.
NOT_ISSUED_SHARE = 0.03  # of requests: assessed, and no plan
EXPORTED_SHARE = 0.008  # of requests: moved away before the end
MEDIATED_SHARE = (
    0.012  # of plans: issued after mediation or appeal, which DfE leaves out of the 20-week figures
)
TRANSFER_IN_SHARE = 0.015  # of the stock, a year

_RECOVERY_LEVEL, _RECOVERY_PACE = (
    0.72,
    0.3,
)  # 20-week rate that a council recovers towards, and how much of the gap a year


@dataclass(frozen=True)
class Volumes:
    """Yearly numbers and mixes that the simulation aims at.

    Attributes:
        yearly: one row for each calendar year from the first to the horizon: `received`, `refused_share`,
            `withdrawn_share`, `six_week_share`, `issued`, `within_share`, `over_52_share`, `exception_share`, `stock`
            (1 January), `transfers_in`, `ceased`.
        cease_reasons: shares by SEN2 code.
        needs, needs_new, sex, ethnicity: shares by SEN2 code.
        age, age_new: shares by age in years.
        placement, placement_new: shares by DfE's published kind of placement.

    """

    yearly: pd.DataFrame
    cease_reasons: pd.Series
    needs: pd.Series
    needs_new: pd.Series
    age: pd.Series
    age_new: pd.Series
    sex: pd.Series
    ethnicity: pd.Series
    placement: pd.Series
    placement_new: pd.Series

    @property
    def years(self) -> list[int]:
        """Calendar years, first to horizon."""
        return [int(y) for y in self.yearly.index]


def _backcast(published: pd.Series, shape: pd.Series, years: pd.Index) -> pd.Series:
    """Counts for all years: published ones, gaps on a line, earlier ones along a national shape; later ones missing."""
    published = published.dropna().astype(float)
    out = published.reindex(years.union(published.index)).interpolate(limit_area="inside")
    first = int(published.index[0])
    before = [y for y in years if y < first]
    at = shape.reindex(range(FIRST_YEAR, first + 1)).ffill()
    for year in before:
        out.loc[year] = published.loc[first] * at[year] / at[first]
    return out.reindex(years)


def _shares(published: pd.Series, years: pd.Index, default: float) -> pd.Series:
    """Shares for all years: published ones, and the nearest published one elsewhere."""
    published = published.dropna().astype(float)
    if published.empty:
        return pd.Series(default, index=years)
    return published.reindex(years.union(published.index)).interpolate("index").ffill().bfill().reindex(years)


def _recover(share: pd.Series, last: int, level: float) -> pd.Series:
    """A share that, after its last published year, closes part of the gap to a level each year."""
    for year in share.index[share.index > last]:
        before = share.loc[year - 1]
        share.loc[year] = before + _RECOVERY_PACE * max(level - before, 0)
    return share


def _late_shares(timeliness: pd.DataFrame, years: pd.Index) -> tuple[pd.Series, pd.Series]:
    """Shares of plans issued within 20 weeks and after 52, by year."""
    published = timeliness["within_20_share"].dropna()
    last = int(published.index.max()) if len(published) else LAST_DAY.year
    within = _recover(_shares(published, years, 0.55), last, _RECOVERY_LEVEL)
    # Over 52 weeks has been published only since 2023. Where late cases are few, fewer of them are very late.
    over = timeliness["over_52_share"].dropna().reindex(published.index).dropna()
    late = (1 - published.reindex(over.index)).clip(lower=0.01)
    tail = float((over / late / late).clip(upper=1).mean()) if len(over) else 0.2
    estimated = (tail * (1 - within) ** 2).clip(upper=0.9 * (1 - within))
    return within, over.reindex(years).fillna(estimated)


def _six_week_shares(published: pd.Series, years: pd.Index) -> pd.Series:
    """Shares of requests decided within six weeks, by year."""
    published = published.dropna()
    last = int(published.index.max()) if len(published) else LAST_DAY.year
    return _recover(_shares(published, years, 0.85), last, 0.9)


def _flows(calibration: Calibration, leads_to_plan: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Requests received and plans issued, by the years of `leads_to_plan`, the share of requests that end in a plan."""
    years = leads_to_plan.index
    plans = calibration.timeliness["plans_issued"].combine_first(calibration.new_plans)
    received = _backcast(calibration.requests["received"], _NATIONAL_NEW, years)
    issued = _backcast(plans, _NATIONAL_NEW, years)
    for year in years[received.isna() | issued.isna()]:
        if np.isnan(received[year]):
            received[year] = 1.02 * received.loc[year - 2 : year - 1].mean()
        if np.isnan(issued[year]):
            # Backlogs are worked off, and then no more plans come out than requests went in.
            issued[year] = (issued[year - 1] + received[year] * leads_to_plan[year]) / 2
    return received, issued


def _stock(published: pd.Series, years: pd.Index) -> pd.Series:
    """Plans of each January; after the last published one they grow on, more slowly every year."""
    published = published.dropna().astype(float)
    # A third of a council's plans do not end in a year: a fall like that is a return gone wrong, and is passed over.
    published = published[~(published.pct_change() < -0.3)]
    stock = _backcast(published, _NATIONAL_STOCK, years)
    growth = float(published.pct_change().iloc[-1]) if len(published) > 1 else 0.05
    growth = min(max(growth, -0.02), 0.12)
    for year in years[stock.isna()]:
        growth *= 0.85
        stock[year] = stock[year - 1] * (1 + growth)
    return stock


def _feasible(target: pd.Series, new: pd.Series, transfers: pd.Series) -> pd.Series:
    """A stock that its flows can follow: plans ceasing stay between 3% and 20% of it a year.

    Clipped going forward and going backward; the mean of the two paths keeps the limits and shares the misfit.
    """
    gain, loss = new + transfers - 0.03 * target, new + transfers - 0.20 * target
    ahead, back = target.copy(), target.copy()
    years = list(target.index)
    for year in years[1:]:
        step = np.clip(target[year] - ahead[year - 1], loss[year - 1], gain[year - 1])
        ahead[year] = ahead[year - 1] + step
    for year in reversed(years[:-1]):
        back[year] = back[year + 1] - np.clip(back[year + 1] - target[year], loss[year], gain[year])
    return ((ahead + back) / 2).clip(lower=target / 2)


def _shape(mix: pd.Series) -> pd.Series:
    mix = mix.dropna().astype(float)
    mix = mix[mix > 0]
    return mix / mix.sum()


def volumes(calibration: Calibration, first_year: int) -> Volumes:
    """Yearly targets from the first year to the horizon.

    Raises:
        ConfigError: the first year is before EHC plans, or after the last day that can be asked for.

    """
    if not FIRST_YEAR <= first_year <= LAST_DAY.year:
        raise ConfigError(
            f"A synthetic council can begin in any year from {FIRST_YEAR} to {LAST_DAY.year}, not {first_year}."
        )
    years = pd.Index(range(FIRST_YEAR, HORIZON.year + 1))
    requests, timeliness = calibration.requests, calibration.timeliness
    # Shares next to nothing are records not kept (5 refusals of 981 requests), not decisions.
    refused = _shares(requests["refused_share"].where(requests["refused_share"] > 0.05), years, 0.25)
    withdrawn = _shares(requests["withdrawn_share"], years, 0.02).clip(upper=0.15)
    leads_to_plan = 1 - refused - withdrawn - NOT_ISSUED_SHARE - EXPORTED_SHARE
    received, issued = _flows(calibration, leads_to_plan)
    stock = _stock(calibration.caseload, years)
    transfers = TRANSFER_IN_SHARE * stock
    stock = _feasible(stock, issued, transfers)
    within, over = _late_shares(timeliness, years)
    yearly = pd.DataFrame(
        {
            "received": received,
            "refused_share": refused,
            "withdrawn_share": withdrawn,
            "six_week_share": _six_week_shares(requests["decided_within_6_weeks_share"], years),
            "issued": issued,
            "within_share": within,
            "over_52_share": over,
            "exception_share": _shares(timeliness["exception_share"], years, 0.03).clip(upper=0.5),
            "stock": stock,
            "transfers_in": transfers,
        }
    )
    yearly["ceased"] = (stock + issued + transfers - stock.shift(-1)).ffill()
    return Volumes(
        yearly=yearly.loc[first_year:],
        **{
            name: _shape(getattr(calibration, name))
            for name in (
                "cease_reasons", "needs", "needs_new", "age", "age_new", "sex", "ethnicity", "placement",
                "placement_new",
            )
        },
    )  # fmt: skip
