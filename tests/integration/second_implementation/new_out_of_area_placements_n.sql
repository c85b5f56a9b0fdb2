-- New placements out of area, by kind of setting.
SELECT authority, day, true AS met, subject FROM new_placement WHERE out_of_area
