-- reg 5(1) again, by the last day in time: what is still undecided was not told in time.
SELECT authority, received + 42 AS day, coalesce(decided - received <= 42, false) AS met
FROM course
WHERE NOT historical AND NOT came_from_elsewhere AND received >= DATE '2014-09-01' AND (
    (decision = 'A' AND gone_on IS NULL)
    OR (decision IN ('Y', 'N') AND decided >= received AND (gone_on IS NULL OR decided <= gone_on))
)
