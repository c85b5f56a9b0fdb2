SELECT
    bi.key_of('measure/' || measure.measure_id) AS measure_key,
    measure.measure_id,
    measure.measure_name,
    row_number() OVER (ORDER BY code.position, measure.measure_name, measure.measure_id) AS measure_position,
    measure.definition,
    measure.statistic,
    measure.unit,
    measure.direction,
    measure.target,
    measure.recommendation,
    code.code_label AS recommendation_label,
    code.position AS recommendation_position
FROM marts.dim_measure AS measure
LEFT JOIN marts.dim_code AS code ON code.codeset = 'Recommendation' AND code.code = measure.recommendation
