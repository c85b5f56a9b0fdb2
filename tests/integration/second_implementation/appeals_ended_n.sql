-- Appeals registered that ended, by outcome.
SELECT authority, decided_date AS day, true AS met, coalesce(appeal_outcome, 'not_recorded') AS subject
FROM restricted.appeal JOIN night USING (authority)
WHERE appeal_registered_date <= as_at AND appeal_outcome IS DISTINCT FROM 'OPEN'
