SELECT
    measure.measure_id,
    measure.measure_name,
    measure.definition,
    measure.statistic,
    measure.unit,
    measure.direction,
    measure.target,
    measure.recommendation,
    code.position AS recommendation_position
FROM marts.dim_measure AS measure
LEFT JOIN marts.dim_code AS code ON code.codeset = 'Recommendation' AND code.code = measure.recommendation
