-- Act s.44(1): every review by the day on which it was due, and those whose meeting was held by then. Not reviews of
-- plans that had ended by that day, nor reviews in whose place another was held.
SELECT authority, due AS day, coalesce(met <= due, false) AS met
FROM review_course
WHERE due <= as_at AND (last_day IS NULL OR last_day > due) AND replaced_on IS NULL
