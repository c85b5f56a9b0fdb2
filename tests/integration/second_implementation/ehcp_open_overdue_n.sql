-- Open past the 20 weeks: from the day after the last day in time to the day before the case ended.
SELECT authority, last_day + 1 AS first_day, least(sent, stopped) - 1 AS final_day
FROM twenty_weeks
WHERE NOT disputed
    -- A plan on an unknown day, or before its request, has no course that can be followed, unless it stopped first.
    AND (sent >= received OR outcome <> 'Y' OR stopped IS NOT NULL AND NOT coalesce(sent <= stopped, false))
