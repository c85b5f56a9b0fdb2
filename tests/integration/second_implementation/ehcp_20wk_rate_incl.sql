-- reg 13(2): final plan sent within 20 weeks of receiving the request. Day 140 is in time.
SELECT authority, sent AS day, sent <= last_day AS met FROM plan_sent
