-- s.36(3) to (5): requests of a period, and those among them that the council has refused by now.
SELECT authority, received AS day, decision = 'N' AS met FROM asked_for WHERE decision <> 'H'
