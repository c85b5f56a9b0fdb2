-- Who and what is in a return and with which outcomes, told a second time: from the words of docs/sen2.md ("Scope"), with
-- the defaults of what is not settled, and not from the code that builds it.
--
-- It reads the case tables person, request, assessment, plan, active_plan and placement, one record of each below one of
-- the one above at most, and the variables `first` and `last` (of the calendar year), `census` and `census_before`.
-- `told` has the result: module, id, and the fields that follow from the scope.

CREATE TEMP MACRO first() AS getvariable('first');
CREATE TEMP MACRO last() AS getvariable('last');
CREATE TEMP MACRO census() AS getvariable('census');
CREATE TEMP MACRO of_the_year(d) AS coalesce(d BETWEEN first() AND last(), false);
CREATE TEMP MACRO later(d) AS coalesce(d > last(), false);

-- A case from the request to the plan, as it is recorded today.
CREATE TEMP VIEW recorded AS
SELECT r.request_id, r.received_date AS received, r.request_outcome AS outcome, r.request_outcome_date AS told, r.exported,
    a.assessment_id, a.assessment_outcome AS assessed, a.assessment_outcome_date AS ended,
    p.plan_id, p.start_date AS began, p.cease_date AS ceased, v.active_plan_id, v.transfer_la, v.transfer_in_date AS came,
    -- The day of a move: when the person left, else the last day that the record holds.
    coalesce(CASE WHEN x.left_date >= r.received_date OR r.received_date IS NULL THEN x.left_date END,
        a.assessment_outcome_date, r.request_outcome_date, r.received_date) AS moved
FROM request r JOIN person x USING (person_id) LEFT JOIN assessment a USING (request_id)
LEFT JOIN plan p USING (assessment_id) LEFT JOIN active_plan v USING (request_id)
-- What came after the census day is not there; nor a request of after the year, but that of a plan.
WHERE NOT coalesce(v.transfer_in_date > census(), false) AND NOT coalesce(r.received_date > census(), false)
    AND NOT (later(r.received_date) AND (p.plan_id IS NULL OR coalesce(p.start_date > census(), false)));

-- As it stood: decisions at the end of the year, plans on the census day.
CREATE TEMP VIEW stood AS
SELECT *, plan_id IS NOT NULL AND NOT coalesce(began > census(), false) AS has_plan,
    CASE WHEN later(told) THEN 'A' ELSE outcome END AS outcome_then, CASE WHEN NOT later(told) THEN told END AS told_then,
    CASE WHEN later(ended) THEN 'A' ELSE assessed END AS assessed_then, CASE WHEN NOT later(ended) THEN ended END AS ended_then,
    CASE WHEN NOT later(moved) THEN exported END AS exported_then,
    -- Nothing was assessed of what was not agreed to yet, but for a plan that is there all the same.
    assessment_id IS NOT NULL AND (outcome_then NOT IN ('A', 'W')
        OR (plan_id IS NOT NULL AND (has_plan OR NOT later(told)))) AS is_assessed
FROM recorded;

CREATE TEMP VIEW scoped AS
SELECT *, is_assessed AND has_plan AS planned,
    planned AND (ceased IS NULL OR ceased > census()) AS in_force,
    planned AND coalesce(ceased > getvariable('census_before') AND ceased <= census(), false) AS ceased_now,
    NOT planned AND exported_then IS NOT NULL AND of_the_year(moved) AS moved_now,
    NOT planned AND exported_then IS NULL AND (outcome_then = 'A' OR (is_assessed AND (assessed_then = 'A'
        OR (assessed_then = 'Y' AND ended_then IS NULL))) OR (outcome_then = 'Y' AND NOT is_assessed)) AS open,
    is_assessed AND assessed_then IN ('Y', 'N', 'W') AND of_the_year(ended_then) AS ended_now,
    outcome_then IN ('N', 'W') AND of_the_year(told_then) AS refused_now,
    -- Ended on a day that is not recorded: in the year of the last day that is.
    NOT planned AND coalesce(CASE WHEN is_assessed AND assessed_then IN ('N', 'W')
            THEN (ended_then IS NULL OR (outcome_then IN ('N', 'W') AND told_then IS NULL))
                AND of_the_year(coalesce(told_then, received))
        WHEN outcome_then IN ('N', 'W') THEN told_then IS NULL AND of_the_year(received) END, false) AS undated
FROM stood;

CREATE TEMP VIEW in_return AS
SELECT *,
    -- Made before the time or after it, or by another authority.
    planned AND (transfer_la IS NOT NULL OR came IS NOT NULL OR NOT coalesce(
        CASE WHEN ended IS NULL THEN of_the_year(began) ELSE of_the_year(ended) END, false)) AS is_old,
    planned AND transfer_la IS NULL AND came IS NULL AND later(ended) AS is_later
FROM scoped WHERE in_force OR ceased_now OR moved_now OR open OR ended_now OR refused_now OR undated;

CREATE TEMP TABLE told AS
SELECT 'requests' AS module, request_id AS id,
    -- A plan issued after the year hides its own decision, not that to assess, which may be of the year.
    CASE WHEN (is_old AND NOT is_later) OR (planned AND later(told)) OR told_then < first() THEN 'H' ELSE outcome_then END AS outcome,
    CASE WHEN NOT ((is_old AND NOT is_later) OR (planned AND later(told))) THEN exported_then END AS authority,
    CASE WHEN NOT ((is_old AND NOT is_later) OR (planned AND later(told))) THEN received END AS day
FROM in_return
UNION ALL SELECT 'assessment', assessment_id, CASE WHEN is_old THEN 'H' ELSE assessed_then END, NULL,
    CASE WHEN NOT is_old AND assessed_then IN ('Y', 'N') THEN ended_then END
FROM in_return WHERE is_assessed AND NOT (exported_then IS NOT NULL AND NOT planned)
UNION ALL SELECT 'namedplan', plan_id, NULL, NULL, CASE WHEN ceased <= census() THEN ceased END FROM in_return WHERE planned
UNION ALL SELECT 'activeplans', active_plan_id, NULL, CASE WHEN of_the_year(came) THEN transfer_la END, NULL
FROM in_return WHERE planned AND active_plan_id IS NOT NULL
UNION ALL SELECT 'placementdetail', placement_id, NULL, NULL, CASE WHEN leaving_date <= census() THEN leaving_date END
FROM placement JOIN in_return USING (active_plan_id)
WHERE planned AND NOT coalesce(entry_date > census(), false) AND NOT coalesce(leaving_date < first(), false);
