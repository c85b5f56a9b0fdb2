SELECT
    figure.authority,
    figure.authority_name,
    figure.period_key,
    figure.period_label,
    figure.period_start,
    figure.period_end,
    figure.period_ended,
    figure.member,
    coalesce(team.team_name, code.code_label, figure.member) AS member_label,
    coalesce(
        code.place,
        dense_rank() OVER (
            PARTITION BY figure.authority, code.place IS NULL ORDER BY coalesce(team.team_name, figure.member)
        )
    ) AS member_position,
    figure.plans_issued_incl,
    figure.plans_on_time_incl,
    figure.percent_on_time_incl,
    figure.plans_issued_excl,
    figure.plans_on_time_excl,
    figure.percent_on_time_excl,
    figure.as_at,
    figure.extract_date
FROM bi.twenty_week_timeliness AS figure
LEFT JOIN marts.dim_team AS team
    ON team.authority = figure.authority AND team.team_id = figure.member AND figure.dimension = 'team'
LEFT JOIN LATERAL (
    SELECT code_label, position + CASE codeset WHEN 'Unknown' THEN 1000000 ELSE 0 END AS place
    FROM marts.dim_code
    WHERE code = figure.member AND codeset IN (
        'Unknown',
        CASE figure.dimension
            WHEN 'primary_need' THEN 'SENtype' WHEN 'sex' THEN 'Sex' WHEN 'age_band' THEN 'AgeBand'
            WHEN 'ethnicity' THEN 'EthnicGroup' WHEN 'setting' THEN 'SettingType'
        END
    )
    ORDER BY codeset = 'Unknown' DESC
    LIMIT 1
) AS code ON true
WHERE figure.period_type = 'half_term' AND figure.basis = 'restated' AND figure.dimension = '<dimension>'
