"""Spells in time, vectorised: who held what on which day. First and last days are both inside a spell."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from include.model.frames import places

ONE_DAY = pd.Timedelta(days=1)
# Before any record of plans, which begin in 2014 (Children and Families Act 2014, part 3).
_ALWAYS = pd.Timestamp(1990, 1, 1)
_MORE_DAYS_THAN_ANY = 2**32


def began(days: pd.Series) -> pd.Series:
    """First days of spells. One without is one that nobody saw begin: it is taken to have always been."""
    return days.fillna(_ALWAYS)


def earlier(days: pd.Series, than: pd.Series | pd.Timestamp) -> pd.Series:
    """The earlier of two days; `than` where `days` is missing."""
    return days.where(days <= than, than)


def later(days: pd.Series, than: pd.Series | pd.Timestamp) -> pd.Series:
    """The later of two days; `than` where `days` is missing."""
    return days.where(days >= than, than)


def earliest(days: list[pd.Series]) -> pd.Series:
    """The earliest of several days, which share an index; missing where none is known."""
    return pd.Series(np.fmin.reduce([day.to_numpy() for day in days]), days[0].index)


def as_one(
    spells: pd.DataFrame, by: str, first: str, last: str, *, key: str, told: Sequence[str] = ()
) -> pd.DataFrame:
    """Spells that are parts of one thing as one: the first of them, held until the last of their last days.

    Args:
        spells: may overlap, or leave days between them.
        by: what the thing is; spells without it stay apart.
        first: column of the first day.
        last: column of the last day; missing while a spell lasts, and then the whole does.
        key: tells spells of the same days apart, so that the order of rows does not matter.
        told: columns that go with the last day.

    """
    parted = spells[by].notna() & spells[by].duplicated(keep=False)
    if not parted.any():
        return spells
    parts = spells[parted]
    begun = parts.sort_values([first, key]).drop_duplicates(by).set_index(by, drop=False)
    # A missing day comes after every other, as it should.
    ended = parts.sort_values([last, key]).drop_duplicates(by, keep="last").set_index(by)
    for column in (last, *told):
        begun[column] = ended[column].reindex(begun.index)
    whole = begun.set_axis(parts.index[~parts[by].duplicated()])
    return pd.concat([spells[~parted], whole]).sort_index()


def disjoint(
    spells: pd.DataFrame, by: str, value: str, first: str, last: str, as_at: pd.Timestamp
) -> pd.DataFrame:
    """One value for each key and day, out of spells that may overlap: the spell that began last wins.

    Ties go to the greatest value, so that the order of rows does not matter. Spells that begin after `as_at` are
    unknown; a missing or later last day means that the spell still lasts on `as_at`.

    Returns:
        `by`, `value`, `from_date`, `to_date`, without overlaps within a key, sorted by `from_date`.

    """
    spans = pd.DataFrame(
        {
            "key": spells[by],
            "value": spells[value],
            "began": spells[first],
            "ended": earlier(spells[last], as_at),
        }
    )
    spans = spans[spans["key"].notna() & (spans["began"] <= spans["ended"])]
    spans = spans.sort_values(["began", "value"], ignore_index=True)
    place, _ = pd.factorize(spans["key"], sort=True)
    begun, over = _points(place, spans["began"]), _points(place, spans["ended"] + ONE_DAY)
    # Who holds a day changes at these cuts alone; a spell covers the pieces between its own two.
    cuts = np.unique(np.concatenate([begun, over]))
    first_piece = np.searchsorted(cuts, begun)
    pieces = np.searchsorted(cuts, over) - first_piece
    piece = np.arange(pieces.sum()) + np.repeat(first_piece - pieces.cumsum() + pieces, pieces)
    # Each spell is written over those that began before it.
    holder = np.full(len(cuts), -1)
    holder[piece] = np.repeat(np.arange(len(spans)), pieces)
    (held,) = np.nonzero(holder >= 0)
    spell = holder[held]
    from_date, until = (_days(cuts[at], place[spell]) for at in (held, held + 1))
    holding = pd.DataFrame(
        {
            by: spans["key"].array.take(spell),
            value: spans["value"].array.take(spell),
            "from_date": from_date,
            "to_date": until - ONE_DAY,
        }
    )
    return holding.sort_values("from_date", kind="stable", ignore_index=True)


class Holding:
    """What is known of the spell that holds for a key on a day."""

    def __init__(self, spells: pd.DataFrame, by: str) -> None:
        """Spells as `disjoint` gives them, by a key; their other columns are what is known."""
        self._keys = pd.Index(spells[by].unique())
        whose = places(spells[by], self._keys)
        begun = _points(whose, spells["from_date"])
        in_order = np.argsort(begun, kind="stable")
        self._begun = begun[in_order]
        # The last is no spell, which is of no key and has no day.
        self._whose = np.append(whose[in_order], -2)
        self._until = np.append(spells["to_date"].to_numpy()[in_order], np.datetime64("NaT"))
        self._known = spells.drop(columns=[by, "from_date", "to_date"]).take(in_order).reset_index(drop=True)

    def on(self, days: pd.Series, keys: pd.Series) -> pd.DataFrame:
        """What is known of each key's spell on each day, with the index of `keys`; missing when none holds."""
        asked = places(keys, self._keys)
        spell = np.searchsorted(self._begun, _points(asked, days), side="right") - 1
        holds = (self._whose[spell] == asked) & (self._until[spell] >= days.to_numpy())
        return self._known.reindex(np.where(holds, spell, -1)).set_axis(keys.index)


def _points(place: np.ndarray, days: pd.Series) -> np.ndarray:
    """Each key's place and a day as one number, in the order of key, then day; so a day is found among its key's."""
    return place * _MORE_DAYS_THAN_ANY + days.to_numpy().astype("datetime64[D]").astype("int64")


def _days(points: np.ndarray, place: np.ndarray) -> pd.Series:
    """The day of each of such numbers, given the place of its key."""
    return pd.Series((points - place * _MORE_DAYS_THAN_ANY).astype("datetime64[D]").astype("datetime64[us]"))


def split(cases: pd.DataFrame, changes: list[tuple[str, pd.DataFrame]]) -> pd.DataFrame:
    """Cut cases wherever something about them may change.

    Args:
        cases: unique index; `from_date`, `to_date` (neither missing) and the key columns named in `changes`.
        changes: pairs of key column and spells as `disjoint` gives them.

    Returns:
        The cases' columns, one row for each piece, in case and time order; the pieces of a case tile its days.

    """
    cuts = [cases["from_date"]]
    for by, spells in changes:
        joined = cases[[by, "from_date", "to_date"]].reset_index(names="case")
        joined = joined.merge(spells[[by, "from_date", "to_date"]], on=by, suffixes=("", "_spell"))
        for day in (joined["from_date_spell"], joined["to_date_spell"] + ONE_DAY):
            inside = (day > joined["from_date"]) & (day <= joined["to_date"])
            cuts.append(day[inside].set_axis(joined.loc[inside, "case"]))
    pieces = pd.concat(cuts).rename("cut").rename_axis("case").reset_index()
    pieces = pieces.drop_duplicates().sort_values(["case", "cut"], ignore_index=True)
    following = pieces.groupby("case")["cut"].shift(-1) - ONE_DAY
    parts: pd.DataFrame = cases.loc[pieces["case"]].reset_index(drop=True)
    return parts.assign(from_date=pieces["cut"], to_date=following.fillna(parts["to_date"]))
