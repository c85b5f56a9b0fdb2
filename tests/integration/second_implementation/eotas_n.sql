-- Packages of one kind that run on a day.
SELECT authority, from_date AS first_day, to_date AS final_day FROM restricted.provision
WHERE provision_type = 'EOTAS'
