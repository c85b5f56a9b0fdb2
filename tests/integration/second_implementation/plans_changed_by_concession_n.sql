-- Concessions to amend a plan, at mediation or after an appeal.
SELECT authority, decided_date AS day, true AS met, order_type AS subject FROM restricted.appeal
WHERE order_type IN ('AMEND_CONTENT', 'AMEND_SETTING') AND appeal_outcome = 'CONCEDED'
