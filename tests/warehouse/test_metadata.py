"""The warehouse's tables follow the case model."""

from __future__ import annotations

from include.model import TABLES
from include.warehouse import revise, views
from include.warehouse.metadata import ALL_SCHEMAS, LOADED, METADATA, NULL_FOR_THE_NIGHT, SCHEMAS, table_of
from include.warehouse.roles import READS
from include.warehouse.schema import RELEASED, scripts


def test_every_case_table_is_in_restricted_with_its_authority_first() -> None:
    for name, model in TABLES.items():
        table = table_of(f"restricted.{name}")
        assert [c.name for c in table.columns] == ["row_hash", "authority", *model.columns]
        assert [c.name for c in table.primary_key] == ["authority", *model.key]


def test_columns_that_identify_a_person_are_in_restricted_only() -> None:
    personal = {column for table in TABLES.values() for column in table.personal_columns}
    assert {"surname", "forename", "birth_date", "postcode", "upn"} <= personal
    for schema, tables in SCHEMAS.items():
        for name, table in tables.items():
            assert schema == "restricted" or not personal & set(table.columns), name
    assert {table.schema for table in METADATA.tables.values() if personal & {*table.c.keys()}} == {"held"}
    assert [role for role, schemas in READS.items() if "held" in schemas] == ["send_loader"]
    for view in views.VIEWS.values():
        assert not personal & set(view.columns), view.name


def test_marts_hold_no_local_identifier_of_a_child_or_case() -> None:
    local = {"person_id", "request_id", "assessment_id", "plan_id", "active_plan_id"}
    for name, table in SCHEMAS["marts"].items():
        assert not local & set(table.columns), name


def test_required_columns_and_keys_may_not_be_missing() -> None:
    for schema, tables in SCHEMAS.items():
        for model in tables.values():
            for column in table_of(f"{schema}.{model.name}").columns:
                if column.name == "row_hash" or (
                    model.name == "measure_value" and column.name in NULL_FOR_THE_NIGHT
                ):
                    assert column.nullable
                else:
                    assert column.nullable is not (
                        model.columns[column.name].required or column.name in model.key
                    )


def test_each_table_that_nights_load_is_held_under_a_name_of_its_own() -> None:
    assert len({table_of(name).fullname for name in LOADED}) == len(LOADED)
    assert {table.schema for table in METADATA.tables.values()} | {"restricted", "bi"} == {*ALL_SCHEMAS}


def test_the_views_change_their_fingerprint_with_any_word() -> None:
    statements = views.statements()
    assert any("bi.load_status" in s and s.startswith("COMMENT ON COLUMN") for s in statements)
    assert len(views.fingerprint()) == 64


def test_the_committed_first_release_is_the_one_that_the_model_makes() -> None:
    if RELEASED:
        assert RELEASED[0] in {script.revision for script in scripts().walk_revisions()}
    else:
        committed = revise.FIRST_RELEASE.read_text(encoding="utf-8")
        assert committed == revise.first_release(), "Run: python -m include.warehouse.revise 'why'"
