-- Cases in DfE's scope past their 20 weeks: from day 141 to day 210, from 211 to 364, and from day 365.
SELECT authority, start_day + band.first AS first_day,
    least(start_day + band.final, CASE WHEN ended THEN end_day - 1 END, stopped_on - 1) AS final_day, band.subject
FROM counted
CROSS JOIN (VALUES (141, 210, '20_to_30_weeks'), (211, 364, '30_to_52_weeks'), (365, NULL, 'over_52_weeks'))
    AS band (first, final, subject)
WHERE limit_id = 'final_plan'
