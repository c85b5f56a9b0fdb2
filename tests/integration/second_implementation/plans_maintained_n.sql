-- Act s.42: plans maintained.
SELECT authority, first_day, final_day FROM maintained
