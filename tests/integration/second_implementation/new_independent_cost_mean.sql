-- Pounds a year of new placements in independent or non-maintained schools.
SELECT authority, day, amount FROM new_placement WHERE is_independent AND amount IS NOT NULL
