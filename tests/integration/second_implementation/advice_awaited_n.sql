-- Advice asked for and not come, by adviser.
SELECT * FROM awaited
