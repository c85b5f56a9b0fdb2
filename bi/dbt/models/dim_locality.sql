select * from {{ source('send', 'dim_locality') }}
