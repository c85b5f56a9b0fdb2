select distinct day as date_day from {{ source('send', 'dim_date') }}
