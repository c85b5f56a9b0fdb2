SELECT
    authority, authority_name, period_key, period_label, period_start, period_end, period_ended, plans_issued_incl,
    plans_on_time_incl, percent_on_time_incl, status_incl, plans_issued_excl, plans_on_time_excl, percent_on_time_excl,
    status_excl, as_at, extract_date
FROM bi.twenty_week_timeliness
WHERE period_type = '<period_type>' AND basis = 'restated' AND dimension = 'all'
