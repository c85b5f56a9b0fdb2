SELECT
    movement.authority,
    movement.report_key,
    movement.period_key,
    movement.measure_id,
    measure.measure_name,
    movement.case_key,
    movement.row_key,
    movement.movement,
    movement.reason,
    movement.extract_date
FROM marts.case_movement AS movement
LEFT JOIN marts.dim_measure AS measure USING (measure_id)
