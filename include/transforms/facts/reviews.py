"""How the reviews of one plan bear on each other: one decision belongs to one review."""

from __future__ import annotations

import pandas as pd

from include.model.frames import values_at
from include.transforms.intervals import earliest

# A due day is reckoned in 12 months or in 365 days, and moved off a weekend: so far may it be from the review before.
_RECKONED_WITHIN = pd.Timedelta(days=7)


def overtaken_on(reviews: pd.DataFrame) -> pd.Series:
    """Day on which the family was first told of a later review of the same plan; missing where it was of none.

    What a review has left undone by then nobody waits for any more. A review is later by its meeting (its due day where
    none was held), then by its due day, then by its identifier; the family is told of it by its decision, its notice or
    its final plan, whichever came first, but not by a letter before its own meeting.

    Args:
        reviews: `active_plan_id`, `annual_review_id`, `review_due_date`, and as known on the as-at day `meeting`,
            `decided`, `notice`, `final`.

    Returns:
        Dates with the index of `reviews`.

    """
    letters = [
        reviews[name].mask(reviews[name] < reviews["meeting"]) for name in ("decided", "notice", "final")
    ]
    ordered = reviews.assign(
        day=reviews["meeting"].fillna(reviews["review_due_date"]), told=earliest(letters)
    )
    by = ["active_plan_id", "day", "review_due_date", "annual_review_id"]
    ordered = ordered.sort_values(by, ascending=False)
    later = ordered.groupby("active_plan_id")["told"].shift()
    # The last plan's missing day must not hide the earlier ones: a running minimum that skips what is missing.
    far = pd.Timestamp.max.as_unit("us").floor("D")
    first = later.fillna(far).groupby(ordered["active_plan_id"]).cummin()
    return first.mask(first == far).reindex(reviews.index)


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
