-- Caseworkers and senior caseworkers in post on a day.
SELECT authority, from_date AS first_day, to_date AS final_day FROM restricted.caseworker
WHERE grade IN ('CASEWORKER', 'SENIOR')
