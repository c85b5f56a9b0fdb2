-- Plans on which the reading of 'within 20 weeks' hangs.
SELECT authority, end_day AS day, true AS met
FROM counted WHERE limit_id = 'final_plan' AND ended AND end_day - start_day = 140
