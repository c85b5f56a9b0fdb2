"""Things that last and are counted on a day: posts, packages, complex cases, promises past their day."""

from __future__ import annotations

import pandas as pd

from include.transforms.facts.plans import last_days
from include.transforms.facts.records import Records, shaped
from include.transforms.groups import DIMENSIONS, NOT_ALLOCATED, NOT_RECORDED, lookup
from include.transforms.intervals import disjoint, later

_ONE_DAY = pd.Timedelta(days=1)
# The year in which a person becomes 16 to 25 for the statistics begins 17 years after the academic year of birth.
_POST16_YEARS = 17
_CASEWORK = ["CASEWORKER", "SENIOR"]
# A caseworker whose notes were sampled in the last half-year counts as sampled in supervision.
_SAMPLED_DAYS = 183
_BEGINNING = pd.Timestamp(2014, 9, 1)


def spell_facts(records: Records, plans: pd.DataFrame, caseload: pd.DataFrame) -> pd.DataFrame:
    """`fact_spell`: spells begun by the as-at day. Spells of staff and promises belong to no person."""
    made = [
        *_staff(records),
        *_promises(records),
        _packages(records),
        *_of_caseload(records, plans, caseload),
        _providers(records, plans),
    ]
    rows = pd.concat([spell for spell in made if len(spell)] or made, ignore_index=True)
    rows = rows[(rows["from_date"] <= records.as_at) & ~(rows["to_date"] < rows["from_date"])]
    rows = rows.assign(to_date=records.known(rows["to_date"]))
    return shaped("fact_spell", rows)


def _spell(records: Records, kind: str, record: pd.Series, rows: pd.DataFrame) -> pd.DataFrame:
    """Spells of one kind from `from_date`, `to_date` and what else of fact_spell the rows have."""
    for name in DIMENSIONS:
        if name not in rows:
            nobody = NOT_ALLOCATED if name in ("team", "caseworker") else NOT_RECORDED
            rows = rows.assign(**{name: nobody})
    for name, value in (("person_key", None), ("subject", NOT_RECORDED), ("amount", 1)):
        if name not in rows:
            rows = rows.assign(**{name: value})
    keyed = rows.assign(spell_type=kind, spell_key=records.keys(kind, record.astype("str")))
    columns = [
        "spell_key",
        "spell_type",
        "from_date",
        "to_date",
        "person_key",
        "subject",
        "amount",
        *DIMENSIONS,
    ]
    return keyed[columns].assign(
        subject=keyed["subject"].fillna(NOT_RECORDED), amount=keyed["amount"].fillna(0)
    )


def _staff(records: Records) -> list[pd.DataFrame]:
    staff = records.table("caseworker")
    staff = staff.assign(
        subject=staff["grade"],
        amount=staff["fte"],
        team=staff["team_id"].fillna(NOT_RECORDED),
        caseworker=staff["caseworker_id"],
    )
    casework = staff[staff["grade"].isin(_CASEWORK)]
    agency = staff[staff["post_kind"] == "AGENCY"]
    trained = staff[staff["restorative_trained_date"].notna()]
    trained = trained.assign(from_date=later(trained["from_date"], trained["restorative_trained_date"]))
    teams = records.table("team")
    established = pd.DataFrame(
        {
            "team_id": teams["team_id"],
            "team": teams["team_id"],
            "amount": teams["established_fte"],
            "from_date": pd.Series(_BEGINNING, index=teams.index, dtype="datetime64[us]"),
            "to_date": pd.Series(pd.NaT, index=teams.index, dtype="datetime64[us]"),
        }
    )
    audits = records.table("quality_audit")
    mine = audits["caseworker_id"].isin(casework["caseworker_id"])
    audits = audits[(audits["audit_kind"] == "CASE_NOTE") & mine]
    until = audits["audit_date"] + pd.Timedelta(days=_SAMPLED_DAYS)
    last = lookup(audits["caseworker_id"], staff.set_index("caseworker_id")["to_date"])
    audits = audits.assign(until=until.where(~(last < until), last), same="sampled")
    sampled = disjoint(audits, "caseworker_id", "same", "audit_date", "until", records.as_at)
    sampled = sampled.assign(caseworker=sampled["caseworker_id"])
    sampled["team"] = lookup(sampled["caseworker_id"], records.teams).fillna(NOT_RECORDED)
    found = [
        _spell(records, kind, rows["caseworker_id"], rows)
        for kind, rows in (("staff", staff), ("casework_staff", casework), ("agency_staff", agency))
    ]
    found.append(_spell(records, "staff_heads", staff["caseworker_id"], staff.assign(amount=1)))
    found.append(_spell(records, "casework_heads", casework["caseworker_id"], casework.assign(amount=1)))
    found.append(_spell(records, "trained_heads", trained["caseworker_id"], trained.assign(amount=1)))
    found.append(_spell(records, "established", established["team_id"], established))
    sampled_id = sampled["caseworker_id"] + sampled["from_date"].astype("str")
    found.append(_spell(records, "sampled_heads", sampled_id, sampled))
    return found


def _promises(records: Records) -> list[pd.DataFrame]:
    actions = records.table("action")
    past = actions.assign(
        from_date=actions["due_date"] + _ONE_DAY,
        to_date=actions["done_date"] - _ONE_DAY,
        subject=actions["recommendation"],
    )
    return [_spell(records, "action_overdue", past["action_id"], past.dropna(subset="from_date"))]


def _packages(records: Records) -> pd.DataFrame:
    rows = records.table("provision")
    rows = rows[rows["from_date"] <= records.as_at]
    rows = rows.assign(
        subject=rows["provision_type"],
        amount=rows["annual_cost"],
        request_id=pd.Series(None, index=rows.index, dtype="str"),
    )
    return _spell(records, "provision", rows["provision_id"], records.groups(rows, rows["from_date"]))


def _of_caseload(records: Records, plans: pd.DataFrame, caseload: pd.DataFrame) -> list[pd.DataFrame]:
    grade = records.table("caseworker").set_index("caseworker_id")["grade"]
    complex_people = records.people.index[records.people["is_complex"].fillna(False).astype("bool")]
    keys = records.keys("person", complex_people.to_series())
    mine = caseload[caseload["person_key"].isin(keys)]
    mine = mine.assign(subject=lookup(mine["caseworker"], grade))
    key = mine["case_key"] + mine["case_kind"] + mine["from_date"].astype("str")
    held = caseload[caseload["case_kind"] == "plan"]
    grown = pd.DataFrame({"year": held["birth_academic_year"] + _POST16_YEARS, "month": 9, "day": 1}).dropna()
    sixteen = pd.to_datetime(grown.astype("int64")).astype("datetime64[us]").reindex(held.index)
    older = held[sixteen.notna()].assign(subject=held["setting"])
    older["from_date"] = later(older["from_date"], sixteen[older.index])
    older = older[~(older["to_date"] < older["from_date"])]
    older_key = older["case_key"] + older["from_date"].astype("str")
    return [
        _spell(records, "complex_case", key, mine),
        _spell(records, "post16_plan", older_key, older),
        *_same_caseworker(records, caseload),
    ]


def _same_caseworker(records: Records, caseload: pd.DataFrame) -> list[pd.DataFrame]:
    """Days on which a plan had been held for 12 months, and on which it had one caseworker all that time."""
    rows = caseload[caseload["case_kind"] == "plan"].sort_values(["case_key", "from_date"])
    whole = rows.drop_duplicates("case_key").assign(
        to_date=rows.drop_duplicates("case_key", keep="last")["to_date"].to_numpy()
    )
    changed = (rows["case_key"] != rows["case_key"].shift()) | (
        rows["caseworker"] != rows["caseworker"].shift()
    )
    spell = changed.cumsum()
    same = rows[changed].set_axis(spell[changed]).assign(to_date=rows.groupby(spell)["to_date"].last())
    # groupby.last skips missing days: a spell that still lasts has none.
    lasting = rows["to_date"].isna().groupby(spell).any()
    same["to_date"] = same["to_date"].mask(lasting)
    same = same[same["caseworker"] != NOT_ALLOCATED]
    found = []
    for kind, spells in (("plan_12_months", whole), ("same_caseworker_12_months", same)):
        after = spells.assign(from_date=spells["from_date"] + pd.DateOffset(months=12))
        after = after[~(after["to_date"] < after["from_date"])].reset_index(drop=True)
        found.append(_spell(records, kind, after["case_key"] + after["from_date"].astype("str"), after))
    return found


def _providers(records: Records, plans: pd.DataFrame) -> pd.DataFrame:
    """Post-16 providers in use: each from the first to the last day of anybody's placement there with a plan."""
    settings = records.table("setting")
    post16 = settings[(settings["phase"] == "POST16") | settings["setting_type"].isin(["FE", "SPI"])]
    places = records.table("placement")
    places = places.assign(urn=places["urn"].fillna(places["ukprn"]), used="used")
    places = places[places["urn"].isin(post16["urn"])]
    request = lookup(
        places["active_plan_id"], records.table("active_plan").set_index("active_plan_id")["request_id"]
    )
    ends = pd.DataFrame({"left": places["leaving_date"], "ceased": lookup(request, last_days(plans))})
    places["leaving_date"] = ends.min(axis=1)
    used = disjoint(places, "urn", "used", "entry_date", "leaving_date", records.as_at)
    used["to_date"] = used["to_date"].mask(used["to_date"] == records.as_at)
    return _spell(records, "post16_provider", used["urn"] + used["from_date"].astype("str"), used)
