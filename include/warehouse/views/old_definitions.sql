SELECT
    figure.authority,
    figure.measure_id,
    measure.measure_name,
    figure.basis,
    figure.definition_version,
    measure.definition_version AS current_version,
    count(*) AS figures,
    min(figure.period_start) AS period_start,
    max(figure.period_end) AS period_end
FROM marts.measure_value AS figure
JOIN marts.dim_measure AS measure USING (measure_id)
WHERE figure.definition_version <> measure.definition_version
GROUP BY figure.authority, figure.measure_id, measure.measure_name, figure.basis, figure.definition_version,
    measure.definition_version
