select * from {{ source('send', 'dim_school_phase') }}
