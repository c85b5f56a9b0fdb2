-- Cases in DfE's scope from the day received to the day before the end or the stop, and the day they are counted from.
SELECT authority, start_day AS first_day, least(CASE WHEN ended THEN end_day END, stopped_on) - 1 AS final_day,
    start_day AS since
FROM counted WHERE limit_id = 'final_plan'
