-- Pounds a year of new placements out of area.
SELECT authority, day, amount FROM new_placement WHERE out_of_area AND amount IS NOT NULL
