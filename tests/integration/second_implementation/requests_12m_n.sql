-- Children and Families Act 2014 s.36(1): every request for an assessment, from the day received to the day before the
-- same day of the next year.
SELECT authority, received AS first_day, (received + interval '1 year')::date - 1 AS final_day
FROM asked_for WHERE decision <> 'H'
