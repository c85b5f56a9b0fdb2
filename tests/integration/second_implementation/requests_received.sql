-- Children and Families Act 2014 s.36(1): every request for an assessment, by the day received.
SELECT authority, received AS day, true AS met FROM asked_for WHERE decision <> 'H'
