-- Cases in DfE's scope from day 365 until they ended or stopped.
SELECT authority, start_day + 365 AS first_day, least(CASE WHEN ended THEN end_day END, stopped_on) - 1 AS final_day
FROM counted WHERE limit_id = 'final_plan'
