-- Reviews held and not finished, from the day after the same day of the next year.
SELECT authority, (met + interval '12 months')::date + 1 AS first_day,
    least(finished, last_day, CASE WHEN finished IS NULL AND overtaken_on >= met THEN overtaken_on END) - 1 AS final_day
FROM review_course AS v
CROSS JOIN LATERAL (
    -- To be amended where that was decided or a notice was sent; who was sent an amended plan was told all there is.
    SELECT CASE WHEN noticed IS NOT NULL OR outcome = 'A' THEN amended ELSE least(decided, amended) END AS finished
) AS ending
WHERE met IS NOT NULL AND (finished IS NULL OR finished >= met)
