-- reg 10(1): where no plan will be issued, told within 16 weeks of receiving the request. Day 112 is in time.
SELECT authority, concluded AS day, concluded - received <= 112 AS met
FROM course
WHERE outcome = 'N' AND concluded >= received AND (gone_on IS NULL OR concluded <= gone_on)
    AND NOT historical AND NOT came_from_elsewhere AND received >= DATE '2014-09-01'
