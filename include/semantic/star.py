"""The queries of `bi.case_count` and `bi.figure_cases`: a part for each measure that sums give, all of one shape.

A part names its measure as a constant: of the measures that a report does not ask for, PostgreSQL reads nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
_MADE = "-- Made from the measure catalogue by `python -m include.cli models`; change that, not this file.\n"
# All rows are joined with all days at once. In each measure's own part the planner expects few days of one council, and
# reads all its rows again for each. So the days come from what it takes for a thousand rows, and DISTINCT keeps them
# together; an authority that is asked for passes through it.
_COUNT = """\
WITH known AS (
    SELECT
        load.authority,
        bi.key_of(load.authority) >> 16 AS authority_key,
        load.extract_date,
        min(period.period_start) AS first_day
    FROM ops.load_run AS load
    JOIN marts.dim_period AS period USING (authority)
    WHERE load.is_current
    GROUP BY load.authority, load.extract_date
), count_day AS (
    -- What is open is counted on the last day of each month; of a month that has not ended the last known day counts.
    SELECT DISTINCT
        span.authority,
        span.last_day,
        extract(year FROM span.last_day - interval '8 months')::integer AS academic_year,
        placed.way,
        placed.day
    FROM (
        SELECT period.authority, least(period.period_end, load.extract_date) AS last_day
        FROM marts.dim_period AS period
        JOIN ops.load_run AS load ON load.authority = period.authority AND load.is_current
        WHERE period.period_type = 'month' AND period.period_start <= load.extract_date
    ) AS span
    CROSS JOIN LATERAL (
        SELECT way, CASE way <days> END AS day FROM string_to_table('<ways>', ' ') AS way
    ) AS placed
), spell AS (
<spells>
), counted AS (
<events>
    UNION ALL
    SELECT
        spell.authority, spell.measure_id, spell.measure_key, spell.limit_id, count_day.last_day,
        <groups>,
        NULL, NULL, NULL, 1, coalesce(spell.open_numerator, count_day.last_day - spell.since), spell.open_denominator
    FROM spell
    JOIN count_day ON count_day.authority = spell.authority AND count_day.way = spell.way
        AND count_day.day BETWEEN spell.from_day AND spell.to_day
    LEFT JOIN marts.dim_age AS age ON age.age = count_day.academic_year - spell.birth_academic_year - 1
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

_CASES = f"""\
WITH span AS (
    -- A row counts in each span that has a day of its own, of those by which its measure counts.
    SELECT DISTINCT
        period.authority,
        period.period_type,
        period.period_key,
        period.last_day,
        extract(year FROM period.last_day - interval '8 months')::integer AS academic_year,
        placed.way,
        placed.since,
        placed.until
    FROM (
        SELECT
            period.authority,
            period.period_type,
            period.period_key,
            period.period_start,
            least(period.period_end, load.extract_date) AS last_day
        FROM marts.dim_period AS period
        JOIN ops.load_run AS load ON load.authority = period.authority AND load.is_current
        WHERE period.period_start <= load.extract_date
    ) AS period
    CROSS JOIN LATERAL (
        SELECT way, CASE way <first_days> END AS since, CASE way <last_days> END AS until
        FROM string_to_table('<ways>', ' ') AS way
    ) AS placed
), fact AS (
<facts>
), counted AS (
    SELECT
        fact.authority, fact.measure_id, span.period_type, span.period_key,
        fact.row_key, fact.case_key, fact.person_key,
        coalesce(fact.counted_on, span.last_day) AS counted_on,
        coalesce(fact.numerator, span.last_day - fact.since) AS numerator,
        fact.denominator,
        <groups>
    FROM fact
    JOIN span ON span.authority = fact.authority AND span.way = fact.way
        AND fact.from_day <= span.until AND fact.to_day >= span.since
    LEFT JOIN marts.dim_age AS age ON age.age = span.academic_year - fact.birth_academic_year - 1
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
    measures = _summed(catalogue)
    spells = [measure for measure in measures if isinstance(measure, OfSpells)]
    days = {_way(measure): _eve(measure.eve_of_months, "span.last_day") for measure in spells}
    return _MADE + _filled(
        _COUNT,
        ways=" ".join(days),
        days=_cased(days),
        spells=_all_of(map(_spells, spells)),
        events=_all_of(_events(measure) for measure in measures if not isinstance(measure, OfSpells)),
        groups=", ".join(f"{group} AS {name}" for name, group in _groups_on_a_day("spell").items()),
    )


def figure_cases_sql(catalogue: Catalogue) -> str:
    """The query of `bi.figure_cases`: the same rows one by one, placed in periods and groups."""
    measures = _summed(catalogue)
    spans = {_way(measure): _span(measure) for measure in measures}
    return _MADE + _filled(
        _CASES,
        ways=" ".join(spans),
        first_days=_cased({way: first for way, (first, _) in spans.items()}),
        last_days=_cased({way: last for way, (_, last) in spans.items()}),
        facts=_all_of(map(_cases, measures)),
        groups=", ".join(f"{group} AS {name}" for name, group in _groups_on_a_day("fact").items()),
    )


def _summed(catalogue: Catalogue) -> list[Counted]:
    return [measure for measure in catalogue.counted if not isinstance(measure, Percentile)]


def _filled(query: str, **parts: str) -> str:
    for word, part in parts.items():
        query = query.replace(f"<{word}>", part)
    return query


def _all_of(parts: Iterable[str]) -> str:
    return "\n    UNION ALL\n".join(parts)


def _cased(days: Mapping[str, str]) -> str:
    return " ".join(f"WHEN '{way}' THEN {day}" for way, day in days.items())


def _way(measure: Counted) -> str:
    """The name of the days by which a measure counts its rows in a period."""
    match measure:
        case OfSpells():
            return f"eve_of_{measure.eve_of_months}_months" if measure.eve_of_months else "last_day"
        case Rolling():
            return f"{measure.months}_months"
    return "period"


def _span(measure: Counted) -> tuple[str, str]:
    """The first and the last of those days."""
    last = "period.last_day"
    match measure:
        case OfSpells():
            return (_eve(measure.eve_of_months, last),) * 2
        case Rolling():
            return f"{_eve(measure.months, last)} + 1", last
    return "period.period_start", last


def _cases(measure: Counted) -> str:
    """The rows of a measure, with what each adds above and below the line."""
    above, below = _sides(measure)
    key = MARTS["marts"][measure.fact].own_key
    selected = {
        "authority": "fact.authority",
        "measure_id": f"'{measure.measure_id}'",
        "way": f"'{_way(measure)}'",
        **_days(measure),
        "counted_on": "(NULL)::date" if isinstance(measure, OfSpells) else _day(measure),
        "row_key": " || '|' || ".join(f"fact.{column}" for column in key),
        "case_key": f"fact.{key[0]}",
        "person_key": "fact.person_key",
        "numerator": f"({above})::numeric",
        "denominator": f"({below})::numeric",
        **_groups(measure),
    }
    return _select(measure, selected)


def _spells(measure: OfSpells) -> str:
    """The spells that a measure counts on each day on which they stand."""
    above, below = _sides(measure)
    selected = {
        **_named(measure),
        "way": f"'{_way(measure)}'",
        **_days(measure),
        **_groups(measure),
        "open_numerator": f"({above})::numeric",
        "open_denominator": f"({below})::numeric",
    }
    return _select(measure, selected)


def _events(measure: Counted) -> str:
    """The rows of its fact that a measure counts on their own day, as `rows_counted` has them."""
    above, below = _sides(measure)
    figures = {"numerator": above, "denominator": below, "events": "1"}
    selected = {
        **_named(measure),
        "day": _day(measure),
        **_groups(measure),
        **{name: f"({figures.get(name, 'NULL')})::{kind}" for name, kind in _FIGURES.items()},
    }
    return _select(measure, selected)


def _named(measure: Counted) -> dict[str, str]:
    return {
        "authority": "fact.authority",
        "measure_id": f"'{measure.measure_id}'",
        "measure_key": str(key_of(f"measure/{measure.measure_id}")),
        "limit_id": "fact.limit_id" if measure.fact == "fact_clock" else "'none'",
    }


def _select(measure: Counted, selected: Mapping[str, str]) -> str:
    """A query of the rows of a measure's fact that pass."""
    columns = ", ".join(
        value if value == f"fact.{name}" else f"{value} AS {name}" for name, value in selected.items()
    )
    source = f"FROM marts.{measure.fact} AS fact"
    if _is_of_an_age_then(measure):
        source += (
            "\n    LEFT JOIN marts.dim_age AS age\n        ON age.age ="
            f" extract(year FROM {_day(measure)} - interval '8 months') - fact.birth_academic_year - 1"
        )
    where = condition(measure.below if isinstance(measure, Share | OfSpells) else measure.where)
    return f"    SELECT {columns}\n    {source}" + (f"\n    WHERE {where}" if where else "")


def _days(measure: Counted) -> dict[str, str]:
    """The first and last day of a row, and what its figures and groups on a day are worked out from."""
    if not isinstance(measure, OfSpells):
        first = last = _day(measure)
    else:
        first, last = (f"fact.{column}" for column in measure.days)
        last = f"coalesce({last}, 'infinity')"
    since = f"fact.{measure.since}" if isinstance(measure, StockMean) else "(NULL)::date"
    born = "fact.birth_academic_year" if _grows_older(measure) else "(NULL)::integer"
    return {"from_day": first, "to_day": last, "since": since, "birth_academic_year": born}


def _grows_older(measure: Counted) -> bool:
    """Whether somebody is of another age on each day on which a measure counts them."""
    return measure.fact == "fact_caseload" and isinstance(measure, OfSpells)


def _is_of_an_age_then(measure: Counted) -> bool:
    """Whether the age of a row is that of the day of its event, and not one that it holds."""
    return measure.fact == "fact_caseload" and not isinstance(measure, OfSpells)


def _day(measure: Counted) -> str:
    """The day on which an event counts."""
    if not isinstance(measure, OfEvents):
        raise TypeError(f"measure {measure.measure_id} counts neither events nor spells")
    dates = [f"fact.{column}" for column in measure.date]
    return f"coalesce({', '.join(dates)})" if len(dates) > 1 else dates[0]


def _groups(measure: Counted) -> dict[str, str]:
    """The groups of a row: those of the due day where the measure counts by it, and of the age on an event's day."""
    groups = {name: f"fact.{name}" for name in DIMENSIONS}
    if isinstance(measure, OfEvents) and measure.in_groups_of_due_day:
        groups |= {name.removeprefix("due_"): f"fact.{name}" for name in DUE_GROUPS}
    if _grows_older(measure):
        groups |= dict.fromkeys(AGE_DIMENSIONS, "(NULL)::text")
    if _is_of_an_age_then(measure):
        groups |= {name: f"coalesce(age.{name}, '{NOT_RECORDED}')" for name in AGE_DIMENSIONS}
    return groups


def _groups_on_a_day(rows: str) -> dict[str, str]:
    """The groups of rows on a day: of those who grow older, by their age then."""
    return {name: f"{rows}.{name}" for name in DIMENSIONS} | {
        name: f"coalesce({rows}.{name}, age.{name}, '{NOT_RECORDED}')" for name in AGE_DIMENSIONS
    }


def _sides(measure: Counted) -> tuple[str, str]:
    """What a row adds above and below the line; nothing as yet where the day on which it is counted decides."""
    match measure:
        case Share():
            return f"fact.{measure.of}", f"fact.{measure.out_of}"
        case Mean():
            return f"fact.{measure.of}", f"(fact.{measure.of} IS NOT NULL)::int"
        case StockMean():
            return "NULL", "1"
        case WithMet():
            return f"(({condition(measure.met)}) IS TRUE)::int", "1"
        case Sum() | Stock() if measure.of:
            return f"coalesce(fact.{measure.of}, 0)", "NULL"
    return "1", "NULL"


def _eve(months: int, day: str) -> str:
    """The eve of the months that end with a day, as `include.calendar.rolling.eve` has it; of none, the day."""
    if not months:
        return day
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
