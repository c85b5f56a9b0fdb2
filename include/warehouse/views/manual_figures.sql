SELECT
    typed.authority,
    authority.authority_name,
    typed.series_id,
    typed.series_name,
    typed.definition,
    typed.series_date,
    typed.value,
    typed.series_unit,
    typed.kept_by,
    typed.written_source,
    typed.typed_by,
    typed.typed_on,
    typed.is_public
FROM marts.manual_figure AS typed
JOIN ops.authority AS authority USING (authority)
