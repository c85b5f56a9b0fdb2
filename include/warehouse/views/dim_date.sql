SELECT
    (bi.key_of(a_day.authority) >> 16) * 100000 + (a_day.day - date '1900-01-01') AS date_key,
    a_day.authority,
    a_day.day,
    to_char(a_day.day, 'FMDay') AS day_name,
    extract(isodow FROM a_day.day)::bigint AS day_of_week,
    date_trunc('week', a_day.day)::date AS week_start,
    'Week of ' || to_char(date_trunc('week', a_day.day), 'FMDD FMMonth YYYY') AS week_label,
    a_day.month_key,
    -- A calendar may begin within a month and a year that are no periods of it.
    coalesce(a_month.period_label, to_char(a_day.day, 'FMMonth YYYY')) AS month_label,
    a_day.half_term_key,
    coalesce(half_term.period_label, a_day.half_term_key) AS half_term_label,
    a_day.term_key,
    coalesce(term.period_label, a_day.term_key) AS term_label,
    a_day.calendar_year_key,
    coalesce(calendar_year.period_label, 'Calendar year ' || a_day.calendar_year_key) AS calendar_year_label,
    a_day.academic_year_key,
    coalesce(academic_year.period_label, a_day.academic_year_key) AS academic_year_label,
    a_day.is_school_day,
    a_day.is_working_day,
    coalesce(a_day.day <= load.extract_date, false) AS is_known,
    coalesce(a_day.day = least(a_month.period_end, load.extract_date), false) AS is_count_day
FROM marts.dim_date AS a_day
LEFT JOIN marts.dim_period AS a_month
    ON (a_month.authority, a_month.period_type, a_month.period_key) = (a_day.authority, 'month', a_day.month_key)
LEFT JOIN marts.dim_period AS half_term
    ON (half_term.authority, half_term.period_type, half_term.period_key)
        = (a_day.authority, 'half_term', a_day.half_term_key)
LEFT JOIN marts.dim_period AS term
    ON (term.authority, term.period_type, term.period_key) = (a_day.authority, 'term', a_day.term_key)
LEFT JOIN marts.dim_period AS calendar_year
    ON (calendar_year.authority, calendar_year.period_type, calendar_year.period_key)
        = (a_day.authority, 'calendar_year', a_day.calendar_year_key)
LEFT JOIN ops.load_run AS load ON load.authority = a_day.authority AND load.is_current
LEFT JOIN marts.dim_period AS academic_year
    ON (academic_year.authority, academic_year.period_type, academic_year.period_key)
        = (a_day.authority, 'academic_year', a_day.academic_year_key)
