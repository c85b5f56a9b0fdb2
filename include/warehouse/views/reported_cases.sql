SELECT
    reported.authority,
    reported.report_key,
    reported.measure_id,
    measure.measure_name,
    reported.case_key,
    reported.person_key,
    reported.row_key,
    reported.counted_on,
    reported.started_on,
    reported.ended_on,
    reported.in_numerator
FROM marts.reported_case AS reported
LEFT JOIN marts.dim_measure AS measure USING (measure_id)
