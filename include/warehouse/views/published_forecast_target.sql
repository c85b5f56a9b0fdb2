SELECT
    said.authority, name.authority_name, said.forecast_year, said.target, said.probability_reached, said.more_in_time,
    said.more_a_month, said.months_left, said.expected_to_be_late, said.can_be_reached, run.extract_date AS as_at
FROM marts.forecast_target AS said
JOIN ops.authority AS name USING (authority)
LEFT JOIN ops.load_run AS run ON run.authority = said.authority AND run.is_current
