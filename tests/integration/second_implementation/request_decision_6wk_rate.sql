-- SEND Regulations 2014 reg 5(1): told within 6 weeks of receiving the request. Day 42 is in time.
SELECT authority, decided AS day, decided - received <= 42 AS met
FROM course
WHERE decision IN ('Y', 'N') AND decided >= received AND (gone_on IS NULL OR decided <= gone_on)
    AND NOT historical AND NOT came_from_elsewhere AND received >= DATE '2014-09-01'
