"""The case model is complete and agrees with itself and with the SEN2 return."""

import pytest

from include.model import MARTS, TABLES, codeset, empty, label, load_order

# The return's items by module, 2026 layout: those that a case record fills (not the file's own header).
SEN2_ITEMS = {
    "Person": "Surname Forename PersonBirthDate Sex Ethnicity PostCode UPN UniqueLearnerNumber UPNunknown",
    "Requests": (
        "ReceivedDate RequestSource RYA RequestOutcomeDate RequestOutcome RequestMediation RequestTribunal"
        " Exported"
    ),
    "Assessment": (
        "AssessmentOutcome AssessmentOutcomeDate AssessmentMediation AssessmentTribunal OtherMediation"
        " OtherTribunal Week20"
    ),
    "NamedPlan": "StartDate PlanRes PlanWBP PB OA DP CeaseDate CeaseReason",
    "PlanDetail": "URN UKPRN SENsetting SENSettingOther PlacementRank SENunitIndicator ResourcedProvisionIndicator",
    "ActivePlans": (
        "TransferLA ReviewMeeting ReviewOutcome ReviewDraft PhaseTransferDueDate PhaseTransferFinalDate"
        " LastReview"
    ),
    "PlacementDetail": (
        "URN UKPRN SENsetting SENSettingOther PlacementRank EntryDate LeavingDate SENunitIndicator"
        " ResourcedProvisionIndicator Res WBP"
    ),
    "SENneed": "SENtype SENtypeRank",
}


@pytest.mark.parametrize("module", SEN2_ITEMS)
def test_every_item_of_the_return_has_exactly_one_column(module):
    (table,) = [t for t in TABLES.values() if t.sen2 == module]
    items = [c.sen2 for c in table.columns.values() if c.sen2]
    assert sorted(items) == sorted(SEN2_ITEMS[module].split())


def test_every_reference_points_at_the_key_of_a_table():
    for table in TABLES.values():
        for column in table.columns.values():
            if column.ref:
                parent, key = column.ref.split(".")
                assert TABLES[parent].key == (key,), f"{table.name}.{column.name}"


def test_parents_load_before_their_children():
    order = load_order()
    assert sorted(order) == sorted(TABLES)
    for table in TABLES.values():
        for column in table.columns.values():
            if column.ref:
                assert order.index(column.ref.split(".")[0]) < order.index(table.name)


def test_keys_are_required_and_every_record_names_its_source():
    for table in TABLES.values():
        assert all(table.columns[name].required for name in table.key), table.name
        assert table.columns["record_source"].required


def test_nothing_outside_the_case_tables_names_a_person():
    personal = {c.name for t in TABLES.values() for c in t.columns.values() if c.personal}
    assert {"surname", "forename", "birth_date", "postcode", "upn", "uln", "caseworker_name"} == personal
    for schema, tables in MARTS.items():
        for table in tables.values() if schema != "restricted" else ():
            assert not personal & set(table.columns), table.name
            assert not {"person_id", "request_id", "plan_id"} & set(table.columns), table.name


def test_only_the_spine_is_compulsory():
    compulsory = {t.name for t in TABLES.values() if not t.optional}
    assert compulsory == {t.name for t in TABLES.values() if t.sen2}


def test_codes_have_words():
    assert codeset("RequestOutcome")["N"] == "Will not assess"
    assert label("SENtype", "ASD") == "Autistic spectrum disorder"
    assert label("SENtype", "???") == "???"
    assert codeset("no such set") == {}


def test_an_empty_table_has_its_columns_and_types():
    frame = empty("request")
    assert list(frame) == list(TABLES["request"].columns)
    assert str(frame["received_date"].dtype) == "datetime64[us]"
    assert str(frame["rya"].dtype) == "boolean"
