"""One page for each night: how far the SEN2 return is from being ready, and what stands in its way.

Self-contained HTML from schema `dq` alone: counts and words, no value and no identifier of a record.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from include.model import label
from include.reports.overview import _TEMPLATES, Query

_NIGHTS = 30


def page(
    query: Query,
    authority: str,
    year: int,
    extract_date: date,
    *,
    ahead: str | None = None,
    notes: Sequence[str] = (),
    form_faults: int = 0,
) -> str:
    """The page of a rehearsal as HTML. The same warehouse, with the same words, gives the same bytes.

    Args:
        query: of a warehouse.
        authority: short name.
        year: of the return.
        extract_date: extract that was rehearsed.
        ahead: how many days are left and to what; None when nothing is ahead or known.
        notes: lines of explanations that say nothing, and why, without identifiers of records.
        form_faults: places where the XML would not have the form of the year.

    """
    this = (authority, year, extract_date)
    where = "WHERE authority = %s AND return_year = %s AND extract_date = %s"
    ready = query(
        f"SELECT * FROM dq.sen2_readiness {where} ORDER BY module <> 'all', module, team <> 'all', team",  # noqa: S608
        *this,
    )
    ready["team"] = ready["team"].map(lambda team: label("Unknown", team))
    return _TEMPLATES.get_template("sen2.html").render(
        authority=query("SELECT * FROM ops.authority WHERE authority = %s", authority).iloc[0],
        year=year,
        extract_date=extract_date,
        is_late=bool(
            query(
                "SELECT coalesce(bool_or(is_late), false) AS is_late FROM dq.validation_run"
                " WHERE authority = %s AND extract_date = %s",
                *(authority, extract_date),
            )["is_late"].iloc[0]
        ),
        ahead=ahead,
        notes=list(notes),
        form_faults=form_faults,
        rules=query(
            f"SELECT * FROM dq.sen2_result {where} ORDER BY level, records DESC, rule",  # noqa: S608 - our own words
            *this,
        ),
        ready=ready,
        whole=ready.iloc[0],
        figures=query(
            f"SELECT * FROM dq.sen2_reconciliation {where} ORDER BY figure, side",  # noqa: S608
            *this,
        ),
        sizes=query(f"SELECT * FROM dq.sen2_count {where}", *this),  # noqa: S608
        choices=query(
            f"SELECT * FROM dq.sen2_choice {where} ORDER BY choice, is_chosen DESC, choice_value",  # noqa: S608
            *this,
        ),
        trend=query(
            "SELECT * FROM (SELECT extract_date, records, ready, percent_ready FROM dq.sen2_readiness"
            " WHERE authority = %s AND return_year = %s AND module = 'all' AND team = 'all' AND extract_date <= %s"
            " ORDER BY extract_date DESC LIMIT %s) AS latest ORDER BY extract_date",
            *this,
            _NIGHTS,
        ),
    )
