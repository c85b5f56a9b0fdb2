select * from {{ source('send', 'dim_age_band') }}
