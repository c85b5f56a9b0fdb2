select * from {{ source('send', 'dim_primary_need') }}
