-- DfE's longest band: more than 52 weeks, among plans without an exception.
SELECT authority, end_day AS day, end_day - start_day > 52 * 7 AS met
FROM counted WHERE limit_id = 'final_plan' AND ended AND NOT excepted
