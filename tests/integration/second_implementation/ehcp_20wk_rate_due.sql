-- reg 13(2), by the last day in time: what was sent later, or not yet, was not in time.
SELECT authority, last_day AS day, sent <= last_day AS met FROM plan_sent
UNION ALL
SELECT authority, last_day, false FROM twenty_weeks
WHERE NOT disputed AND outcome <> 'Y' AND stopped IS NULL
