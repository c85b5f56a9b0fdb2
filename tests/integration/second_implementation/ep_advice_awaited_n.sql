-- Advice of an educational psychologist asked for and not come.
SELECT authority, first_day, final_day FROM awaited WHERE subject = 'EP'
