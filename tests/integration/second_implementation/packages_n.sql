-- Packages of any kind that run on a day.
SELECT authority, from_date AS first_day, to_date AS final_day FROM restricted.provision
