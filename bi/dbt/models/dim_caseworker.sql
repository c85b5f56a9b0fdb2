select * from {{ source('send', 'dim_caseworker') }}
