select * from {{ source('send', 'dim_limit') }}
