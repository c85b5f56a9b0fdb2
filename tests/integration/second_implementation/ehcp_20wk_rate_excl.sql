-- reg 13(2) and (3): plans with an exception are left out above and below the line.
SELECT authority, sent AS day, sent <= last_day AS met FROM plan_sent WHERE NOT excepted
