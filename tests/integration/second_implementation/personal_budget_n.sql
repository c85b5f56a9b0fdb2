-- Act s.49: plans maintained whose personal budget was taken up, by what is paid directly.
SELECT authority, first_day, final_day, direct_payment AS subject FROM maintained WHERE personal_budget
