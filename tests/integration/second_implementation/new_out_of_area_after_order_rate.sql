-- New placements after an order, also by consent, or a concession of another setting in the year before.
SELECT b.authority, b.day, EXISTS (
    SELECT FROM restricted.appeal AS d
    WHERE (d.authority, d.person_id, d.order_type) = (b.authority, b.person_id, 'AMEND_SETTING')
        AND d.appeal_outcome IN ('UPHELD', 'PART', 'CONSENT', 'CONCEDED')
        AND d.decided_date <= b.day AND d.decided_date >= b.day - interval '1 year'
) AS met
FROM new_placement AS b WHERE b.out_of_area
