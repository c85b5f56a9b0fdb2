-- Appeals that the tribunal decided, and those upheld wholly or in part.
SELECT authority, decided_date AS day, appeal_outcome <> 'DISMISSED' AS met
FROM restricted.appeal JOIN night USING (authority)
WHERE appeal_registered_date <= as_at AND appeal_outcome IN ('UPHELD', 'PART', 'DISMISSED')
