select * from {{ source('send', 'dim_authority') }}
