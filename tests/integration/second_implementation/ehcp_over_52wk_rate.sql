-- DfE's longest band: more than 52 weeks, among plans without an exception.
SELECT authority, sent AS day, sent - received > 52 * 7 AS met FROM plan_sent WHERE NOT excepted
