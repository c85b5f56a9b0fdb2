-- Appeals registered that ended, and those that the council conceded.
SELECT authority, decided_date AS day, appeal_outcome = 'CONCEDED' AS met
FROM restricted.appeal JOIN night USING (authority)
WHERE appeal_registered_date <= as_at AND appeal_outcome <> 'OPEN'
