SELECT
    a_day.authority || '/' || a_day.day AS date_key,
    a_day.authority,
    a_day.day,
    date_trunc('week', a_day.day)::date AS week_start,
    extract(isodow FROM a_day.day)::bigint AS day_of_week,
    a_day.month_key,
    coalesce(a_month.period_label, a_day.month_key) AS month_label,
    a_day.half_term_key,
    coalesce(half_term.period_label, a_day.half_term_key) AS half_term_label,
    a_day.term_key,
    coalesce(term.period_label, a_day.term_key) AS term_label,
    a_day.calendar_year_key,
    a_day.academic_year_key,
    coalesce(academic_year.period_label, a_day.academic_year_key) AS academic_year_label,
    a_day.is_school_day,
    a_day.is_working_day
FROM marts.dim_date AS a_day
LEFT JOIN marts.dim_period AS a_month
    ON (a_month.authority, a_month.period_type, a_month.period_key) = (a_day.authority, 'month', a_day.month_key)
LEFT JOIN marts.dim_period AS half_term
    ON (half_term.authority, half_term.period_type, half_term.period_key)
        = (a_day.authority, 'half_term', a_day.half_term_key)
LEFT JOIN marts.dim_period AS term
    ON (term.authority, term.period_type, term.period_key) = (a_day.authority, 'term', a_day.term_key)
LEFT JOIN marts.dim_period AS academic_year
    ON (academic_year.authority, academic_year.period_type, academic_year.period_key)
        = (a_day.authority, 'academic_year', a_day.academic_year_key)
