WITH named (dimension, codeset, place) AS (
    VALUES
        ('primary_need', 'SENtype', 1),
        ('setting', 'SettingType', 1),
        ('setting', 'SENSetting_placement', 2),
        ('setting', 'SENSetting_plan', 3),
        ('sex', 'Sex', 1),
        ('age_band', 'AgeBand', 1),
        ('school_phase', 'SchoolPhase', 1),
        ('ethnicity', 'EthnicGroup', 1),
        ('<dimension>', 'Unknown', 9)
), code AS (
    -- A code of two sets stands once: what is not known goes last, and the first of the other sets counts.
    SELECT DISTINCT ON (code) code, code_label, place, position
    FROM named
    JOIN marts.dim_code USING (codeset)
    WHERE dimension = '<dimension>'
    ORDER BY code, place = 9 DESC, place
)
SELECT
    bi.key_of('<dimension>/' || code) AS <dimension>_key,
    code AS member,
    code_label AS member_label,
    row_number() OVER (ORDER BY place, position) AS member_position
FROM code
