select * from {{ source('send', 'dim_setting') }}
