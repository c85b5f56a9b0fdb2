select * from {{ source('send', 'dim_team') }}
