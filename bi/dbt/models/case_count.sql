select * from {{ source('send', 'case_count') }}
