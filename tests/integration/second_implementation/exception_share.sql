-- SEN2's Week20: plans with a recorded exception, among the plans issued in scope.
SELECT authority, end_day AS day, excepted AS met FROM counted WHERE limit_id = 'final_plan' AND ended
