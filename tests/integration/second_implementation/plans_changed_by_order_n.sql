-- Regulation 44(2): orders, also by consent, to amend a plan.
SELECT authority, decided_date AS day, true AS met, order_type AS subject FROM restricted.appeal
WHERE order_type IN ('AMEND_CONTENT', 'AMEND_SETTING') AND appeal_outcome IN ('UPHELD', 'PART', 'CONSENT')
