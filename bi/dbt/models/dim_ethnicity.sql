select * from {{ source('send', 'dim_ethnicity') }}
