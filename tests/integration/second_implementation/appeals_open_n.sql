-- Act s.51: appeals registered and not ended.
SELECT d.authority, d.appeal_registered_date AS first_day, d.decided_date - 1 AS final_day, d.appeal_type AS subject
FROM restricted.appeal AS d WHERE d.appeal_registered_date IS NOT NULL
    AND NOT (d.decided_date IS NULL AND coalesce(d.appeal_outcome, 'OPEN') <> 'OPEN')
