-- Which records of a return of 2026 break which rule, told a second time: from the words of the rules (rules.csv), not
-- from the functions that test them. Rules of codes, forms and keys, and those about the return as a whole, are not here.
--
-- It reads the modules as tables (`id`, `above` and the fields as text, blank as NULL) and the variables `la_code` and
-- `placeholders`. `broken` has the result: rule, module, id.

CREATE MACRO as_day(t) AS CASE WHEN regexp_full_match(t, '\d{4}-\d{2}-\d{2}') THEN try_cast(t AS DATE) END;
CREATE MACRO census() AS DATE '2026-01-15';
CREATE MACRO year_began() AS DATE '2025-01-01';
CREATE MACRO never() AS DATE '9999-12-31';
CREATE MACRO age(born, d) AS
    date_part('year', d) - date_part('year', born)
    - ((date_part('month', d), date_part('day', d)) < (date_part('month', born), date_part('day', born)))::INT;
-- The 31 August before a day of the school year: a child's age on it gives the year group.
CREATE MACRO eve_of_school_year(d) AS
    make_date((date_part('year', d) - (date_part('month', d) < 9)::INT)::INT, 8, 31);
CREATE MACRO another_authority(code) AS
    code <> getvariable('la_code') AND regexp_full_match(code, '\d{3}|XXX');

-- Persons, requests with what followed, and active plans beside the plan they are of --------------------------------

CREATE VIEW people AS SELECT *, as_day(personbirthdate) AS born FROM person;

CREATE VIEW asked AS
SELECT r.*, p.born, as_day(r.receiveddate) AS received, as_day(r.requestoutcomedate) AS told,
    a.id AS assessment, a.assessmentoutcome, as_day(a.assessmentoutcomedate) AS assessed
FROM requests r JOIN people p ON p.id = r.above LEFT JOIN assessment a ON a.above = r.id;

CREATE VIEW assessed AS
SELECT a.*, r.above AS person, r.requestoutcome, r.requestmediation, r.requesttribunal,
    as_day(a.assessmentoutcomedate) AS ended, as_day(r.receiveddate) AS received,
    as_day(r.requestoutcomedate) AS told, n.id IS NOT NULL AS has_plan, v.id IS NOT NULL AS is_active,
    as_day(a.assessmentoutcomedate) - as_day(r.receiveddate) AS days
FROM assessment a JOIN requests r ON r.id = a.above
LEFT JOIN namedplan n ON n.above = a.id LEFT JOIN activeplans v ON v.above = r.id;

CREATE VIEW planned AS
SELECT n.*, p.id AS person, p.born, a.assessmentoutcome, a.assessmentmediation, a.assessmenttribunal,
    as_day(a.assessmentoutcomedate) AS ended, as_day(n.startdate) AS began, as_day(n.ceasedate) AS ceased,
    v.id IS NOT NULL AS is_active
FROM namedplan n JOIN assessment a ON a.id = n.above JOIN requests r ON r.id = a.above
JOIN people p ON p.id = r.above LEFT JOIN activeplans v ON v.above = r.id;

CREATE VIEW active AS
SELECT v.*, p.id AS person, p.born, a.assessmentoutcome, n.id AS plan, as_day(n.startdate) AS began,
    as_day(n.ceasedate) AS ceased, as_day(v.reviewmeeting) AS met, as_day(v.lastreview) AS decided,
    as_day(v.reviewdraft) AS draft, as_day(v.phasetransferduedate) AS due,
    as_day(v.phasetransferfinaldate) AS final, age(p.born, eve_of_school_year(census())) AS school_age,
    -- The latest decision is that of an earlier review: of the latest there is none yet.
    as_day(v.lastreview) < as_day(v.reviewmeeting) AND v.reviewoutcome IS NULL AS is_undecided,
    n.ceasedate IS NULL OR coalesce(as_day(n.ceasedate) > census(), false) AS in_force
FROM activeplans v JOIN requests r ON r.id = v.above JOIN people p ON p.id = r.above
LEFT JOIN assessment a ON a.above = r.id LEFT JOIN namedplan n ON n.above = a.id;

CREATE VIEW place AS
SELECT l.*, v.born, v.reviewoutcome, as_day(l.entrydate) AS entry, as_day(l.leavingdate) AS leaving,
    coalesce(as_day(l.leavingdate), never()) AS until,
    -- A day that cannot be read is over.
    l.leavingdate IS NULL OR coalesce(as_day(l.leavingdate) > census(), false) AS is_open
FROM placementdetail l JOIN active v ON v.id = l.above;

CREATE VIEW named AS
SELECT 'plandetail' AS module, id, above, urn, ukprn, sensetting, sensettingother, placementrank, senunitindicator,
    resourcedprovisionindicator FROM plandetail
UNION ALL
SELECT 'placementdetail', id, above, urn, ukprn, sensetting, sensettingother, placementrank, senunitindicator,
    resourcedprovisionindicator FROM placementdetail;

-- Who was last reported on when: with a plan in force on the census day, else when it ceased or the request came.
CREATE VIEW last_told AS
SELECT p.id, p.born, CASE WHEN EXISTS (FROM active v WHERE v.person = p.id AND v.in_force) THEN census()
    ELSE coalesce((SELECT max(ceased) FROM planned n WHERE n.person = p.id),
        (SELECT max(received) FROM asked r WHERE r.above = p.id), census()) END AS on_day
FROM people p;

-- From the request to the end of what came of it.
CREATE VIEW live AS
SELECT id, above AS person, received AS since, exported IS NULL AND (requestoutcome = 'A'
        OR (requestoutcome = 'Y' AND coalesce(assessmentoutcome, 'A') = 'A')) AS still,
    CASE WHEN assessment IS NULL THEN told ELSE assessed END AS ended
FROM asked;

-- The rules ---------------------------------------------------------------------------------------------------------

CREATE TABLE broken AS
SELECT 'D019' AS rule, 'person' AS module, id FROM person
WHERE lower(surname) IN (SELECT unnest(getvariable('placeholders')))
    OR lower(forename) IN (SELECT unnest(getvariable('placeholders')))
UNION ALL SELECT 'D020', 'person', id FROM people WHERE born > census()
UNION ALL SELECT 'D021', 'person', id FROM last_told WHERE age(born, on_day) NOT BETWEEN 0 AND 25
UNION ALL SELECT 'D024', 'person', id FROM person
WHERE postcode IS NULL
    OR NOT regexp_full_match(upper(postcode), '[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}|GIR ?0AA')
UNION ALL SELECT 'D027', 'person', id FROM person
WHERE upnunknown IS NOT NULL AND (upn IS NOT NULL OR uniquelearnernumber IS NOT NULL)
UNION ALL SELECT 'D028', 'person', id FROM person QUALIFY upn IS NOT NULL AND count(*) OVER (PARTITION BY upn) > 1
UNION ALL SELECT 'A010', 'person', id FROM person
QUALIFY uniquelearnernumber IS NOT NULL AND count(*) OVER (PARTITION BY uniquelearnernumber) > 1
UNION ALL SELECT 'D029', 'person', id FROM people
QUALIFY surname || forename || personbirthdate IS NOT NULL
    AND count(*) OVER (PARTITION BY lower(surname), lower(forename), personbirthdate) > 1
UNION ALL SELECT 'D030', 'person', id FROM person WHERE id NOT IN (SELECT above FROM requests)
UNION ALL SELECT 'LOCAL-G01', 'person', id FROM person
WHERE upn IS NULL AND uniquelearnernumber IS NULL AND upnunknown IS NULL
UNION ALL SELECT 'LOCAL-G02', 'person', id FROM people WHERE upnunknown = 'UN1' AND age(born, census()) >= 6
UNION ALL SELECT 'A018', 'person', id FROM people p
WHERE (upnunknown = 'UN9' AND age(born, census()) < 16) OR (upnunknown = 'UN10'
    AND EXISTS (FROM asked r WHERE r.above = p.id AND (assessment IS NOT NULL OR r.id IN (SELECT above FROM activeplans))))
UNION ALL SELECT DISTINCT 'LOCAL-U02', 'person', p.id FROM people p
LEFT JOIN active v ON v.person = p.id AND v.in_force LEFT JOIN planned n ON n.person = p.id
WHERE (v.id IS NOT NULL AND v.school_age NOT BETWEEN 0 AND 24) OR age(p.born, eve_of_school_year(n.ceased)) > 24

UNION ALL SELECT 'D031', 'requests', id FROM asked WHERE received < born OR received > census()
UNION ALL SELECT 'D032', 'requests', id FROM asked WHERE told < received OR told > census()
UNION ALL SELECT 'D034', 'requests', id FROM asked WHERE told - received > 42
UNION ALL SELECT 'D035', 'requests', id FROM asked
WHERE requestoutcome = 'A' AND exported IS NULL AND DATE '2025-12-31' - received > 42
UNION ALL SELECT DISTINCT 'D036', 'requests', one.id FROM live one JOIN live two USING (person)
WHERE one.id <> two.id AND ((one.still AND two.still)
    OR (one.since < CASE WHEN two.still THEN never() ELSE two.ended END
        AND two.since < CASE WHEN one.still THEN never() ELSE one.ended END))
UNION ALL SELECT DISTINCT 'D037', 'requests', r.id FROM asked r JOIN assessed a ON a.person = r.above AND a.above <> r.id
WHERE r.received - a.ended BETWEEN 0 AND 183
UNION ALL SELECT 'D038', 'requests', id FROM requests
WHERE requestoutcome = 'Y' AND (requestmediation = '1' OR requesttribunal = '1')
UNION ALL SELECT 'D041', 'requests', id FROM asked
WHERE requestoutcome = 'Y' AND exported IS NULL AND assessment IS NULL
UNION ALL SELECT 'LOCAL-G03', 'requests', id FROM requests
WHERE requestoutcome IS DISTINCT FROM 'H' AND (receiveddate IS NULL OR rya IS NULL)
UNION ALL SELECT 'LOCAL-G04', 'requests', id FROM requests
WHERE coalesce(requestoutcome IN ('Y', 'N'), false) <> (requestoutcomedate IS NOT NULL)
UNION ALL SELECT 'LOCAL-G05', 'requests', id FROM requests
WHERE (requestoutcome IN ('Y', 'N') AND (requestmediation IS NULL OR requesttribunal IS NULL))
    OR (requestoutcome IN ('A', 'W', 'H') AND (requestmediation IS NOT NULL OR requesttribunal IS NOT NULL))
UNION ALL SELECT 'LOCAL-G07', 'requests', id FROM asked
WHERE exported IS NOT NULL AND (assessment IS NOT NULL OR id IN (SELECT above FROM activeplans))
UNION ALL SELECT 'A001', 'requests', id FROM requests WHERE NOT another_authority(exported)
UNION ALL SELECT 'A002', 'requests', id FROM asked WHERE requestoutcome IN ('Y', 'N') AND told < year_began()
UNION ALL SELECT 'A020', 'requests', id FROM requests WHERE requestsource IS NULL AND requestoutcome IS DISTINCT FROM 'H'
UNION ALL SELECT 'A006', 'requests', id FROM asked
WHERE requestoutcome = 'H' AND exported IS NULL AND assessment IS NULL AND id NOT IN (SELECT above FROM activeplans)

UNION ALL SELECT 'D040', 'assessment', id FROM assessed
WHERE requestoutcome IS NOT NULL AND requestoutcome NOT IN ('Y', 'H') AND NOT (requestoutcome = 'N'
    AND (coalesce(requestmediation, '0') = '1' OR coalesce(requesttribunal, '0') = '1'))
UNION ALL SELECT 'D043', 'assessment', id FROM assessed WHERE ended < told OR ended > census()
UNION ALL SELECT 'D044', 'assessment', id FROM assessed WHERE assessmentoutcome = 'N' AND days > 112
UNION ALL SELECT 'D045', 'assessment', id FROM assessed
WHERE assessmentoutcome = 'Y' AND assessmentoutcomedate IS NOT NULL AND week20 IS NULL
UNION ALL SELECT 'D046', 'assessment', id FROM assessed WHERE assessmentoutcome = 'Y' AND week20 = '1' AND days <= 140
UNION ALL SELECT 'D050', 'assessment', id FROM assessed
WHERE assessmentoutcome = 'Y' AND week20 IS DISTINCT FROM '1' AND days > 140
UNION ALL SELECT 'D051', 'assessment', id FROM assessed WHERE assessmentoutcome = 'Y' AND days <= 42
UNION ALL SELECT 'LOCAL-G09', 'assessment', id FROM assessed
WHERE CASE assessmentoutcome WHEN 'N' THEN assessmentoutcomedate IS NULL
    WHEN 'Y' THEN (assessmentoutcomedate IS NULL) = has_plan
    WHEN 'A' THEN assessmentoutcomedate IS NOT NULL WHEN 'W' THEN assessmentoutcomedate IS NOT NULL END
UNION ALL SELECT 'LOCAL-G10', 'assessment', id FROM assessed
WHERE assessmentoutcome IN ('A', 'W') AND (has_plan OR is_active OR coalesce(assessmentmediation,
    assessmenttribunal, othermediation, othertribunal, week20) IS NOT NULL)
UNION ALL SELECT 'LOCAL-G11', 'assessment', id FROM assessed
WHERE assessmentoutcome = 'H' AND is_active AND NOT has_plan
UNION ALL SELECT 'A021', 'assessment', id FROM assessed
WHERE (assessmentoutcome = 'N' OR (assessmentoutcome = 'Y' AND (assessmentoutcomedate IS NOT NULL OR has_plan)))
    AND (assessmentmediation IS NULL OR assessmenttribunal IS NULL OR othermediation IS NULL OR othertribunal IS NULL)
UNION ALL SELECT 'A003', 'assessment', id FROM assessed WHERE assessmentoutcome IN ('Y', 'N') AND ended < year_began()
UNION ALL SELECT 'A007', 'assessment', id FROM assessed
WHERE assessmentoutcome = 'Y' AND (assessmentmediation = '1' OR assessmenttribunal = '1')

UNION ALL SELECT 'D048', 'namedplan', id FROM planned
WHERE assessmentoutcome IS NOT NULL AND assessmentoutcome NOT IN ('Y', 'H') AND NOT (assessmentoutcome = 'N'
    AND (coalesce(assessmentmediation, '0') = '1' OR coalesce(assessmenttribunal, '0') = '1'))
UNION ALL SELECT 'D049', 'namedplan', id FROM planned WHERE began IS NULL OR began < ended OR began > census()
UNION ALL SELECT 'D052', 'namedplan', id FROM namedplan WHERE (ceasedate IS NULL) <> (ceasereason IS NULL)
UNION ALL SELECT 'D053', 'namedplan', id FROM planned WHERE ceased < began OR ceased > census()
UNION ALL SELECT 'D055', 'namedplan', id FROM planned WHERE ceasereason = '1' AND age(born, ceased) < 25
UNION ALL SELECT 'D057', 'namedplan', id FROM namedplan
WHERE pb IS DISTINCT FROM '1' AND (oa = '1' OR dp IS NOT NULL)
UNION ALL SELECT 'A022', 'namedplan', id FROM namedplan
WHERE pb IS NULL OR (pb = '1' AND oa IS DISTINCT FROM '1' AND dp IS NULL)
UNION ALL SELECT 'D060', 'namedplan', above FROM plandetail GROUP BY above
HAVING count(*) FILTER (placementrank = '1') <> 1 OR count(*) FILTER (placementrank = '2') > 1
UNION ALL SELECT 'A009', 'namedplan', id FROM namedplan WHERE id NOT IN (SELECT above FROM plandetail)
UNION ALL SELECT 'D065', 'namedplan', id FROM planned
WHERE startdate IS NOT NULL AND (ceasedate IS NULL OR ceased > census()) AND NOT is_active
UNION ALL SELECT 'A004', 'namedplan', id FROM planned WHERE ceased < year_began()
UNION ALL SELECT 'A014', 'namedplan', id FROM planned WHERE began < born
UNION ALL SELECT 'A017', 'namedplan', id FROM planned
WHERE planwbp IS NOT NULL AND age(born, DATE '2026-08-31') < 16

UNION ALL SELECT 'LOCAL-G16', module, id FROM named
WHERE (urn IS NOT NULL)::INT + (ukprn IS NOT NULL)::INT + (sensetting IS NOT NULL)::INT <> 1
UNION ALL SELECT 'LOCAL-G19', module, id FROM named WHERE sensetting IN ('OTH', 'NIEO')
UNION ALL SELECT 'D059', module, id FROM named
WHERE CASE WHEN sensettingother IS NULL THEN sensetting = 'OTH' ELSE coalesce(sensetting, '') NOT IN ('OTH', 'NIEO') END
UNION ALL SELECT 'D062', module, id FROM named WHERE senunitindicator = '1' AND resourcedprovisionindicator = '1'
UNION ALL SELECT 'LOCAL-U05', module, id FROM named
WHERE coalesce(urn, ukprn) IS NOT NULL AND (senunitindicator IS NULL OR resourcedprovisionindicator IS NULL)

UNION ALL SELECT 'LOCAL-G12', 'activeplans', id FROM active
WHERE transferla IS NOT NULL AND assessmentoutcome IS DISTINCT FROM 'H'
UNION ALL SELECT 'D066', 'activeplans', id FROM activeplans WHERE NOT another_authority(transferla)
UNION ALL SELECT 'LOCAL-G21', 'activeplans', id FROM active WHERE met > census()
UNION ALL SELECT 'LOCAL-G22', 'activeplans', id FROM active WHERE reviewoutcome IS NOT NULL AND reviewmeeting IS NULL
UNION ALL SELECT 'LOCAL-G23', 'activeplans', id FROM active WHERE decided > census()
UNION ALL SELECT 'LOCAL-U03', 'activeplans', id FROM active
WHERE plan IS NULL AND assessmentoutcome IS DISTINCT FROM 'H'
UNION ALL SELECT 'LOCAL-U06', 'activeplans', id FROM activeplans WHERE id NOT IN (SELECT above FROM senneed)
UNION ALL SELECT 'LOCAL-G24', 'activeplans', above FROM senneed GROUP BY above
HAVING count(*) FILTER (sentyperank = '1') <> 1 OR count(*) FILTER (sentyperank = '2') > 1
UNION ALL SELECT 'D082', 'activeplans', above FROM senneed GROUP BY above HAVING count(sentype) <> count(DISTINCT sentype)
UNION ALL SELECT 'D063', 'activeplans', id FROM active WHERE ceased < year_began()
UNION ALL SELECT 'D064', 'activeplans', id FROM active WHERE in_force QUALIFY count(*) OVER (PARTITION BY person) > 1
UNION ALL SELECT 'D067', 'activeplans', id FROM active WHERE decided < met AND reviewoutcome IS NOT NULL
UNION ALL SELECT 'D068', 'activeplans', id FROM active
WHERE in_force AND began <= DATE '2025-01-15' AND coalesce(greatest(met, decided), year_began()) <= DATE '2025-01-15'
UNION ALL SELECT 'D069', 'activeplans', id FROM active
WHERE in_force AND CASE WHEN decided IS NULL OR is_undecided THEN census() ELSE decided END - met > 28
UNION ALL SELECT 'D070', 'activeplans', id FROM active
WHERE in_force AND lastreview IS NOT NULL AND reviewmeeting IS NOT NULL AND reviewoutcome IS NULL
    AND NOT coalesce(is_undecided, false)
UNION ALL SELECT 'D071', 'activeplans', id FROM active
WHERE in_force AND draft IS NOT NULL AND (reviewoutcome IS DISTINCT FROM 'A' OR draft - met > 28)
UNION ALL SELECT 'D072', 'activeplans', id FROM active
WHERE in_force AND ((due IS NULL AND school_age IN (3, 10, 15)) OR final > due OR (due < census() AND final IS NULL))
UNION ALL SELECT 'D073', 'activeplans', id FROM active
WHERE in_force AND school_age < 16 AND strftime(due, '%m-%d') NOT IN ('02-15', '03-31')
UNION ALL SELECT 'D074', 'activeplans', id FROM active
WHERE in_force AND id NOT IN (SELECT above FROM placementdetail)
UNION ALL SELECT 'A013', 'activeplans', v.id FROM active v JOIN place l ON l.above = v.id
WHERE v.in_force GROUP BY v.id HAVING NOT bool_or(l.is_open)
UNION ALL SELECT 'A016', 'activeplans', id FROM active WHERE met < began
UNION ALL SELECT 'A019', 'activeplans', id FROM active WHERE draft > census() OR final > census()

UNION ALL SELECT 'D075', 'placementdetail', id FROM place
WHERE entry IS NULL OR leaving < entry OR entry > census() OR leaving > census()
-- Of two that overlap the later one is told.
UNION ALL SELECT DISTINCT 'D076', 'placementdetail', two.id FROM place one JOIN place two USING (above, placementrank)
WHERE (one.entry, one.id) < (two.entry, two.id) AND two.entry < one.until
UNION ALL SELECT 'D079', 'placementdetail', l.id FROM place l
WHERE (sensetting = 'NEET' AND age(born, census()) < 16) OR (sensetting = 'NIEC' AND reviewoutcome IS DISTINCT FROM 'C')
    OR (sensetting = 'EHE' AND is_open AND EXISTS (FROM place o WHERE o.above = l.above AND o.id <> l.id AND o.is_open))
UNION ALL SELECT 'A005', 'placementdetail', id FROM place WHERE leaving < year_began()
UNION ALL SELECT 'A008', 'placementdetail', id FROM place l
WHERE placementrank = '2' AND is_open
    AND NOT EXISTS (FROM place o WHERE o.above = l.above AND o.placementrank = '1' AND o.is_open)
UNION ALL SELECT 'A015', 'placementdetail', id FROM place WHERE entry < born
UNION ALL SELECT 'A017', 'placementdetail', id FROM place WHERE wbp IS NOT NULL AND age(born, entry) < 16;
