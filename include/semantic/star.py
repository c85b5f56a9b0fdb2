"""The query of `bi.case_count`: one part for each measure of the catalogue that sums give, all of one shape.

A part names its measure as a constant: of the measures that a report does not ask for, PostgreSQL reads nothing.
"""

from __future__ import annotations

from hashlib import md5

from include.model import MARTS, NOT_RECORDED
from include.transforms.groups import AGE_DIMENSIONS, DIMENSIONS
from include.transforms.measures import Catalogue
from include.transforms.measures.entries import (
    DUE_GROUPS,
    Counted,
    Mean,
    OfEvents,
    OfSpells,
    Percentile,
    Rolling,
    Share,
    Stock,
    StockMean,
    Sum,
    WithMet,
)
from include.transforms.measures.filters import Condition, Filter, Value

_FIGURES = {
    "numerator": "numeric",
    "denominator": "numeric",
    "events": "bigint",
    "open_cases": "bigint",
    "open_numerator": "numeric",
    "open_denominator": "numeric",
}
_HEAD = """\
-- Made from the measure catalogue by `python -m include.cli models`; change that, not this file.
WITH known AS (
    SELECT
        load.authority,
        bi.key_of(load.authority) >> 16 AS authority_key,
        load.extract_date,
        (SELECT min(period_start) FROM marts.dim_period AS period WHERE period.authority = load.authority) AS first_day
    FROM ops.load_run AS load
    WHERE load.is_current
), count_day AS (
    -- What is open is counted on the last day of each month; of a month that has not ended the last known day counts.
    SELECT
        known.authority,
        least(period.period_end, known.extract_date) AS day
    FROM marts.dim_period AS period
    JOIN known USING (authority)
    WHERE period.period_type = 'month' AND period.period_start <= known.extract_date
), counted AS (
"""
_FOOT = """
)
SELECT
    known.authority,
    counted.measure_id,
    counted.day,
    known.authority_key,
    counted.measure_key,
    known.authority_key * 100000 + (counted.day - date '1900-01-01') AS date_key,
    bi.key_of(known.authority || '/limit/' || counted.limit_id) AS limit_key,
    bi.key_of(known.authority || '/team/' || counted.team) AS team_key,
    bi.key_of(known.authority || '/caseworker/' || counted.caseworker) AS caseworker_key,
    bi.key_of(known.authority || '/locality/' || counted.locality) AS locality_key,
    bi.key_of('age_band/' || counted.age_band) AS age_band_key,
    bi.key_of('school_phase/' || counted.school_phase) AS school_phase_key,
    bi.key_of('sex/' || counted.sex) AS sex_key,
    bi.key_of('ethnicity/' || counted.ethnicity) AS ethnicity_key,
    bi.key_of('primary_need/' || counted.primary_need) AS primary_need_key,
    bi.key_of('setting/' || counted.setting) AS setting_key,
    counted.numerator,
    counted.denominator,
    counted.events::bigint AS events,
    counted.open_cases::bigint AS open_cases,
    counted.open_numerator,
    counted.open_denominator
FROM (
    SELECT
        authority, measure_id, measure_key, day, limit_id, team, caseworker, locality, age_band, sex, ethnicity,
        primary_need, setting, school_phase,
        sum(numerator) AS numerator, sum(denominator) AS denominator, sum(events) AS events,
        sum(open_cases) AS open_cases, sum(open_numerator) AS open_numerator, sum(open_denominator) AS open_denominator
    FROM counted
    GROUP BY
        authority, measure_id, measure_key, day, limit_id, team, caseworker, locality, age_band, sex, ethnicity,
        primary_need, setting, school_phase
) AS counted
JOIN known ON known.authority = counted.authority AND counted.day BETWEEN known.first_day AND known.extract_date
-- A figure that rests on columns which cannot be relied on is none.
WHERE NOT EXISTS (
    SELECT FROM dq.not_reliable AS why
    WHERE (why.authority, why.extract_date) = (known.authority, known.extract_date)
        AND why.measure_id = counted.measure_id AND why.dimension = 'all'
)
"""

_CASES_HEAD = """\
-- Made from the measure catalogue by `python -m include.cli models`; change that, not this file.
WITH span AS (
    SELECT
        period.authority,
        period.period_type,
        period.period_key,
        period.period_start,
        least(period.period_end, load.extract_date) AS last_day
    FROM marts.dim_period AS period
    JOIN ops.load_run AS load ON load.authority = period.authority AND load.is_current
    WHERE period.period_start <= load.extract_date
), counted AS (
"""
_CASES_FOOT = f"""
)
SELECT
    counted.authority,
    counted.measure_id,
    counted.period_type,
    counted.period_key,
    placed.dimension,
    placed.member,
    counted.row_key,
    counted.case_key,
    counted.person_key,
    counted.counted_on,
    counted.numerator,
    counted.denominator
FROM counted
CROSS JOIN LATERAL (
    VALUES ('all', 'all'), {", ".join(f"('{name}', counted.{name})" for name in DIMENSIONS)}
) AS placed (dimension, member)
-- A figure that rests on columns which cannot be relied on is none.
WHERE NOT EXISTS (
    SELECT FROM dq.not_reliable AS why
    JOIN ops.load_run AS load ON load.authority = why.authority AND load.is_current
        AND load.extract_date = why.extract_date
    WHERE why.authority = counted.authority AND why.measure_id = counted.measure_id AND why.dimension = 'all'
)
"""  # noqa: S608 - names of ours


def key_of(member: str) -> int:
    """The surrogate key of a member, as `bi.key_of` makes it: the same in every load and every warehouse."""
    return int(md5(member.encode(), usedforsecurity=False).hexdigest()[:13], 16)


def case_count_sql(catalogue: Catalogue) -> str:
    """The query of the view. Equal catalogues give equal text."""
    parts = [_part(measure) for measure in catalogue.counted if not isinstance(measure, Percentile)]
    return _HEAD + "\n    UNION ALL\n".join(parts) + _FOOT


def figure_cases_sql(catalogue: Catalogue) -> str:
    """The query of `bi.figure_cases`: the same rows one by one, placed in periods and groups."""
    parts = [_cases(measure) for measure in catalogue.counted if not isinstance(measure, Percentile)]
    return _CASES_HEAD + "\n    UNION ALL\n".join(parts) + _CASES_FOOT


def _cases(measure: Counted) -> str:
    """The rows behind each period's figure of a measure, with what each adds above and below the line."""
    day = "span.last_day" if isinstance(measure, OfSpells) else _day(measure)
    if isinstance(measure, OfSpells):
        begun, not_over = _stands(measure, day)
        within = f"{begun} AND {not_over}"
    elif isinstance(measure, Rolling):
        within = f"{day} > {_eve(measure.months, 'span.last_day')} AND {day} <= span.last_day"
    else:
        within = f"{day} BETWEEN span.period_start AND span.last_day"
    above, below = _sides(measure, "span.last_day")
    key = MARTS["marts"][measure.fact].own_key
    selected = {
        "authority": "span.authority",
        "measure_id": f"'{measure.measure_id}'",
        "period_type": "span.period_type",
        "period_key": "span.period_key",
        "row_key": " || '|' || ".join(f"fact.{column}" for column in key),
        "case_key": f"fact.{key[0]}",
        "person_key": "fact.person_key",
        "counted_on": day,
        "numerator": f"({above})::numeric",
        "denominator": f"({below})::numeric",
        **_groups(measure),
    }
    columns = ", ".join(f"{value} AS {name}" for name, value in selected.items())
    return _select(measure, columns, f"span ON span.authority = fact.authority AND {within}", day)


def _part(measure: Counted) -> str:
    """The rows of its fact that a measure counts, as `rows_counted` has them."""
    above, below = _sides(measure, "count_day.day")
    joined = ""
    if isinstance(measure, OfSpells):
        day = "count_day.day"
        joined = "count_day ON count_day.authority = fact.authority AND {}\n        AND {}".format(
            *_stands(measure, day)
        )
        figures = {"open_cases": "1", "open_numerator": above, "open_denominator": below}
    else:
        day = _day(measure)
        figures = {"numerator": above, "denominator": below, "events": "1"}
    selected = {
        "authority": "fact.authority",
        "measure_id": f"'{measure.measure_id}'",
        "measure_key": str(key_of(f"measure/{measure.measure_id}")),
        "day": day,
        "limit_id": "fact.limit_id" if measure.fact == "fact_clock" else "'none'",
        **_groups(measure),
        **{name: f"({figures.get(name, 'NULL')})::{kind}" for name, kind in _FIGURES.items()},
    }
    columns = ", ".join(
        value if value == f"fact.{name}" else f"{value} AS {name}" for name, value in selected.items()
    )
    return _select(measure, columns, joined, day)


def _select(measure: Counted, columns: str, joined: str, day: str) -> str:
    """A query of the rows of a measure's fact that pass, beside the periods or days on which they count."""
    source = f"FROM marts.{measure.fact} AS fact" + (f"\n    JOIN {joined}" if joined else "")
    if measure.fact == "fact_caseload":
        # Somebody grows older while a spell lasts.
        source += (
            "\n    LEFT JOIN marts.dim_age AS age"
            f"\n        ON age.age = extract(year FROM {day} - interval '8 months') - fact.birth_academic_year - 1"
        )
    where = condition(measure.below if isinstance(measure, Share | OfSpells) else measure.where)
    return f"    SELECT {columns}\n    {source}" + (f"\n    WHERE {where}" if where else "")


def _day(measure: Counted) -> str:
    """The day on which an event counts."""
    if not isinstance(measure, OfEvents):
        raise TypeError(f"measure {measure.measure_id} counts neither events nor spells")
    dates = [f"fact.{column}" for column in measure.date]
    return f"coalesce({', '.join(dates)})" if len(dates) > 1 else dates[0]


def _stands(measure: OfSpells, day: str) -> tuple[str, str]:
    """That a spell has begun by a day and is not over then; or by the eve of the months that end with the day."""
    on = _eve(measure.eve_of_months, day) if measure.eve_of_months else day
    first, last = (f"fact.{column}" for column in measure.days)
    return f"{first} <= {on}", f"coalesce({last}, 'infinity') >= {on}"


def _groups(measure: Counted) -> dict[str, str]:
    """The groups of a row: those of the due day where the measure counts by it, and of the age on the day."""
    groups = {name: f"fact.{name}" for name in DIMENSIONS}
    if isinstance(measure, OfEvents) and measure.in_groups_of_due_day:
        groups |= {name.removeprefix("due_"): f"fact.{name}" for name in DUE_GROUPS}
    if measure.fact == "fact_caseload":
        groups |= {name: f"coalesce(age.{name}, '{NOT_RECORDED}')" for name in AGE_DIMENSIONS}
    return groups


def _sides(measure: Counted, day: str) -> tuple[str, str]:
    """What a row adds above and below the line; `day`: on which a spell is counted."""
    match measure:
        case Share():
            return f"fact.{measure.of}", f"fact.{measure.out_of}"
        case Mean():
            return f"fact.{measure.of}", f"(fact.{measure.of} IS NOT NULL)::int"
        case StockMean():
            return f"{day} - fact.{measure.since}", "1"
        case WithMet():
            return f"(({condition(measure.met)}) IS TRUE)::int", "1"
        case Sum() | Stock() if measure.of:
            return f"coalesce(fact.{measure.of}, 0)", "NULL"
    return "1", "NULL"


def _eve(months: int, day: str) -> str:
    """The eve of the months that end with a day, as `include.calendar.rolling.eve` has it."""
    first = f"({day} + 1 - interval '{months} months')::date"
    forth = f"({first} + interval '{months} months')::date"
    return f"{first} - ({forth} > {day})::int"


def condition(where: Filter) -> str:
    """A filter in SQL, over rows called `fact`: true of the rows that pass. Empty where anything goes."""
    return " AND ".join(_condition(each) for each in where.conditions if each.is_among or each.listed)


def _condition(where: Condition) -> str:
    column = f"fact.{where.column}"
    listed = ", ".join(sorted(_literal(value) for value in where.listed if value is not None))
    has = [f"{column} IN ({listed})"] if listed else []
    if None in where.listed:
        has.append(f"{column} IS NULL")
    among = f"({' OR '.join(has)})" if len(has) > 1 else has[0]
    return among if where.is_among else f"({among}) IS NOT TRUE"


def _literal(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else "'" + str(value).replace("'", "''") + "'"
