select * from {{ source('send', 'dim_sex') }}
