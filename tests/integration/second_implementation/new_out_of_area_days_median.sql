-- Days from the last panel that agreed a placement, of the same day of the year before or later.
SELECT b.authority, b.day, b.day - panel.day AS amount
FROM new_placement AS b
CROSS JOIN LATERAL (
    SELECT max(d.decided_date) AS day FROM restricted.panel_decision AS d
    WHERE (d.authority, d.person_id, d.panel_stage, d.panel_outcome) = (b.authority, b.person_id, 'PLACEMENT', 'AGREED')
        AND d.decided_date <= b.day AND d.decided_date >= b.day - interval '1 year'
) AS panel
WHERE b.out_of_area AND panel.day IS NOT NULL
