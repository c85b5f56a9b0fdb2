select * from {{ source('send', 'dim_date') }}
