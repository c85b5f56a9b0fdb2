-- Weeks from request to final plan: days divided by 7, of plans issued in DfE's scope.
SELECT authority, end_day AS day, (end_day - start_day) / 7.0 AS amount FROM counted WHERE limit_id = 'final_plan' AND ended
