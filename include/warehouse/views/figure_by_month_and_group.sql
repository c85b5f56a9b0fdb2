SELECT
    figure.authority,
    authority.authority_name,
    figure.measure_id,
    measure.measure_name,
    measure.unit,
    measure.direction,
    figure.period_key,
    period.period_label,
    figure.period_start,
    figure.period_end,
    figure.period_end <= figure.as_at AS period_ended,
    figure.member,
    coalesce(team.team_name, code.code_label, subject.code_label, figure.member) AS member_label,
    coalesce(
        code.place,
        subject.position,
        dense_rank() OVER (
            PARTITION BY figure.authority, coalesce(code.place, subject.position) IS NULL ORDER BY coalesce(team.team_name, figure.member)
        )
    ) AS member_position,
    figure.numerator,
    figure.denominator,
    figure.value,
    figure.status,
    figure.as_at,
    figure.extract_date
FROM marts.measure_value AS figure
JOIN ops.authority AS authority USING (authority)
LEFT JOIN marts.dim_measure AS measure USING (measure_id)
LEFT JOIN marts.dim_period AS period USING (authority, period_type, period_key)
LEFT JOIN marts.dim_team AS team
    ON team.authority = figure.authority AND team.team_id = figure.member AND figure.dimension = 'team'
LEFT JOIN (
    SELECT DISTINCT ON (code) code, code_label, position + CASE codeset WHEN 'Unknown' THEN 1000000 ELSE 0 END AS place
    FROM marts.dim_code
    WHERE codeset IN (
        'Unknown',
        CASE '<dimension>'
            WHEN 'primary_need' THEN 'SENtype' WHEN 'sex' THEN 'Sex' WHEN 'age_band' THEN 'AgeBand'
            WHEN 'ethnicity' THEN 'EthnicGroup' WHEN 'setting' THEN 'SettingType'
            WHEN 'school_phase' THEN 'SchoolPhase'
        END,
        CASE '<dimension>' WHEN 'setting' THEN 'SENSetting_placement' END
    )
    ORDER BY code, codeset = 'Unknown' DESC, codeset = 'SettingType' DESC
) AS code ON code.code = figure.member
LEFT JOIN marts.dim_code AS subject
    ON subject.codeset = measure.subject_codeset AND subject.code = figure.member AND '<dimension>' = 'subject'
WHERE figure.period_type = 'month' AND figure.basis = 'restated' AND figure.dimension = '<dimension>'
