-- Regulations 20 to 22: reviews held whose family was not told that the plan stays or ends, nor sent the amended plan. One that
-- was finished after all was open until then, also where a later review had overtaken it (docs/counting.md, Overtaken).
SELECT authority, greatest(met, band.first_day) AS first_day,
    least(band.final_day, least(finished, last_day, CASE WHEN finished IS NULL AND overtaken_on >= met THEN overtaken_on END) - 1) AS final_day,
    band.subject
FROM review_course AS v
CROSS JOIN LATERAL (
    -- To be amended where that was decided or a notice was sent; who was sent an amended plan was told all there is.
    SELECT CASE WHEN noticed IS NOT NULL OR outcome = 'A' THEN amended ELSE least(decided, amended) END AS finished
) AS ending
CROSS JOIN LATERAL (VALUES
    (met, (met + interval '6 months')::date, 'up_to_6_months'),
    ((met + interval '6 months')::date + 1, (met + interval '12 months')::date, '6_to_12_months'),
    ((met + interval '12 months')::date + 1, (met + interval '24 months')::date, '12_to_24_months'),
    ((met + interval '24 months')::date + 1, NULL, 'over_24_months')
) AS band (first_day, final_day, subject)
WHERE met IS NOT NULL AND (finished IS NULL OR finished >= met)
