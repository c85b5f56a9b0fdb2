select * from {{ source('send', 'dim_measure') }}
