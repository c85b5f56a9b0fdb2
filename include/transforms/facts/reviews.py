"""How the reviews of one plan bear on each other: one decision belongs to one review."""

from __future__ import annotations

import pandas as pd

from include.model.frames import values_at
from include.transforms.intervals import earliest

# A due day is reckoned in 12 months or in 365 days, and moved off a weekend: so far may it be from the review before.
_RECKONED_WITHIN = pd.Timedelta(days=7)


def told_of_later(reviews: pd.DataFrame) -> pd.DataFrame:
    """Days on which the family was told of later reviews of the same plan.

    A review is later by its meeting (its due day where none was held), then by its due day, then by its identifier; the
    family is told of it by its decision, its notice or its final plan, whichever came first, but not by a letter before
    its own meeting.

    Args:
        reviews: `active_plan_id`, `annual_review_id`, `review_due_date`, and as known on the as-at day `meeting`,
            `decided`, `notice`, `final`.

    Returns:
        `review`, its label in the index of `reviews`, and `told`; a row for each later review that was told of.

    """
    letters = [
        reviews[name].mask(reviews[name] < reviews["meeting"]) for name in ("decided", "notice", "final")
    ]
    ordered = reviews.assign(
        day=reviews["meeting"].fillna(reviews["review_due_date"]), told=earliest(letters)
    ).sort_values(["day", "review_due_date", "annual_review_id"])
    placed = pd.DataFrame(
        {
            "plan": pd.factorize(ordered["active_plan_id"])[0],
            "place": range(len(ordered)),
            "review": ordered.index,
            "told": ordered["told"].array,
        }
    )
    pairs = placed[["plan", "place", "review"]].merge(
        placed.loc[placed["told"].notna(), ["plan", "place", "told"]], on="plan", suffixes=("", "_later")
    )
    return pairs.loc[pairs["place_later"] > pairs["place"], ["review", "told"]]


def overtaken_on(told: pd.DataFrame, since: pd.Series) -> pd.Series:
    """Day on which each review was overtaken: the first on which the family was told of a later one.

    What a review has left undone by then nobody waits for any more. What begins after a letter waits for the next.

    Args:
        told: `told_of_later` of all reviews.
        since: the day on which what was left undone began, with labels of those reviews.

    Returns:
        Dates with the index of `since`; missing where the family was told of no later review from that day on.

    """
    begun = since.reindex(told["review"]).array
    return told[told["told"] >= begun].groupby("review")["told"].min().reindex(since.index)


def replaced_on(reviews: pd.DataFrame) -> pd.Series:
    """Day on which another review of the plan was held in place of one that never was; missing where none was.

    Section 44(1) asks whether the plan was reviewed in its 12 months. In place of a review stands an early one, or one
    due on the same day or later, held within the 12 months that end on the due day of the first. The review that these
    months were reckoned from does not.

    Args:
        reviews: `active_plan_id`, `annual_review_id`, `review_type`, `review_due_date`, `year_before` (the due day less
            12 months) and `meeting` as known on the as-at day.

    Returns:
        Dates with the index of `reviews`.

    """
    never_held = reviews[reviews["meeting"].isna()]
    held = reviews[reviews["meeting"].notna()]
    columns = ["active_plan_id", "review_type", "review_due_date", "meeting"]
    pairs = never_held[["active_plan_id", "annual_review_id", "review_due_date", "year_before"]].merge(
        held[columns], on="active_plan_id", suffixes=("", "_held")
    )
    stands_in = (pairs["review_type"] == "EARLY") | (
        pairs["review_due_date_held"] >= pairs["review_due_date"]
    )
    in_the_year = (pairs["meeting"] > pairs["year_before"] + _RECKONED_WITHIN) & (
        pairs["meeting"] <= pairs["review_due_date"]
    )
    first = pairs[stands_in & in_the_year].groupby("annual_review_id")["meeting"].min()
    return values_at(reviews["annual_review_id"], first)
