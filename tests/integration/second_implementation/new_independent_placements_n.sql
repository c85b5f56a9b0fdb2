-- New placements in independent or non-maintained schools, by kind of setting.
SELECT authority, day, true AS met, subject FROM new_placement WHERE is_independent
