"""Settings and authority files: working defaults, and faults named in words."""

import threading

import pytest
from pydantic import ValidationError

from include.errors import ConfigError
from include.settings import SETTINGS, AuthorityConfig, Settings, authorities

GOOD = """
name: Test Council
la_code: "382"
ons_code: E08000034
source: {kind: sql, schema: cms}
"""

PEOPLE = "population:\n  - {day: 2024-06-30, aged_0_to_24: 100, source: ONS}\n"
VALUE = "      - {day: 2025-06-30, value: 31, typed_by: A. Synthetic, typed_on: 2025-07-20}\n"
SERIES = (
    "manual_series:\n  - title: Waits\n    series_id: {}\n    definition: Middle value.\n    unit: weeks\n"
    "    kept_by: the trust\n    source: a letter\n    figures:\n"
    + VALUE.replace("{", "{{").replace("}", "}}")
)


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv("SEND_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("SEND_DATA_DIR", str(tmp_path / "data"))
    for name in ("SEND_LAKE_URL", "SEND_WAREHOUSE_URL", "SEND_PSEUDONYM_KEY"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "config").mkdir()
    return Settings.load()


def test_the_lake_is_under_the_data_folder_unless_told(settings, tmp_path, monkeypatch):
    assert settings.lake_url == str(tmp_path / "data/lake")
    assert settings.warehouse_url is None
    monkeypatch.setenv("SEND_LAKE_URL", "s3://bucket/lake")
    assert Settings.load().lake_url == "s3://bucket/lake"


def test_no_secret_is_shown_with_the_settings(monkeypatch):
    secret = [setting.name for setting in SETTINGS if setting.secret and "<" not in setting.name]
    assert len(secret) >= 5
    for name in secret:
        monkeypatch.setenv(name, f"canary of {name}")
    monkeypatch.setenv("SEND_CODE_VERSION", "1.2.3")
    settings = Settings.load()
    assert (settings.files_key, settings.notify_url) == (
        "canary of SEND_FILES_KEY",
        "canary of SEND_NOTIFY_URL",
    )
    for shown in (repr(settings), str(settings), f"{settings}"):
        assert "canary" not in shown
        assert "1.2.3" in shown
    with pytest.raises(ValidationError):
        settings.files_key = "another"


def test_an_empty_variable_is_none(settings, monkeypatch):
    for setting in SETTINGS:
        monkeypatch.setenv(setting.name, "")
    assert Settings.load().warehouse_url is None
    assert Settings.load().config_dir.name == "config"


def test_an_authority_file_reads(settings):
    (settings.config_dir / "test.yaml").write_text(GOOD)
    (settings.config_dir / "_draft.yaml").write_text("unfinished: [")
    assert authorities(settings) == ["test"]
    authority = AuthorityConfig.load(settings, "test")
    assert (authority.slug, authority.boundary, authority.synthetic) == ("test", "<=", False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD.replace('"382"', '"38"'), "la_code"),
        (GOOD + "boundery: '<'", "boundery"),
        (GOOD + "  bad: [", "not valid YAML"),
        (GOOD.replace("sql", "sequel"), "line 5: source.kind: should be one of 'sql', 'files'"),
        (GOOD.replace("kind: sql, ", ""), "line 5: source.kind: is missing"),
        (GOOD.replace("name: Test Council", ""), "line 3: name: Field required"),
        (
            GOOD.replace("schema: cms", "tables: {person: {keep: x}}"),
            "5: source.tables.person: 'keep' is for kind files",
        ),
        (GOOD + "la_code: '380'", "line 6: la_code stands a second time"),
        (GOOD.replace("Test Council", "''"), "line 2: name: "),
        (GOOD + "late_after: 12", "line 6: late_after: a time of day is written as '12:00'"),
        (GOOD + "neighbours: ['380', '380']", "line 6: neighbours: 380 stands here more than once"),
        (GOOD + "neighbours: ['380', '382']", "line 6: neighbours: an authority is no neighbour of itself"),
        (GOOD + "neighbours: [Leeds]", "line 6: neighbours.0: "),
        (
            GOOD + PEOPLE + PEOPLE.partition("\n")[2],
            "line 6: population: day 2024-06-30 stands here more than",
        ),
        (
            GOOD + SERIES.format("people_0_24"),
            "line 8: manual_series.0.series_id: people_0_24 is the series of",
        ),
        (
            GOOD + SERIES.format("waits") + VALUE,
            "manual_series.0.figures: day 2025-06-30 stands here more than",
        ),
        (GOOD + "sen2_header: {lea: '380'}", "line 6: sen2_header.lea: "),
        (GOOD + "sen2_header: {dmo: yes}", "line 6: sen2_header.dmo: Input should be 'Y', 'N' or 'R'"),
    ],
)
def test_a_fault_names_the_file_and_the_entry(settings, text, words):
    (settings.config_dir / "test.yaml").write_text(text)
    with pytest.raises(ConfigError, match=words) as error:
        AuthorityConfig.load(settings, "test")
    assert "test.yaml" in str(error.value)


def test_a_missing_authority_lists_those_there_are(settings):
    (settings.config_dir / "test.yaml").write_text(GOOD)
    with pytest.raises(ConfigError, match="Known authorities: test"):
        AuthorityConfig.load(settings, "tset")


def test_the_local_secret_is_made_once_and_kept_private(settings):
    keys: set[bytes] = set()
    threads = [threading.Thread(target=lambda: keys.add(settings.pseudonym_key())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 1
    assert (settings.data_dir / "pseudonym.key").stat().st_mode & 0o077 == 0


def test_a_given_secret_is_used(monkeypatch):
    monkeypatch.setenv("SEND_PSEUDONYM_KEY", "from the vault")
    assert Settings.load().pseudonym_key() == b"from the vault"


def test_another_configuration_is_another_load(settings):
    (settings.config_dir / "test.yaml").write_text(GOOD)
    one = AuthorityConfig.load(settings, "test").fingerprint
    (settings.config_dir / "test.yaml").write_text(GOOD + "boundary: '<'\n")
    assert AuthorityConfig.load(settings, "test").fingerprint != one


@pytest.mark.parametrize("entry", ["slug: other", "calendar: {grace_days: 3}"])
def test_what_stands_elsewhere_is_refused_where_it_would_be_ignored(tmp_path, entry):
    (tmp_path / "north.yaml").write_text(f"name: North\n{entry}\n")
    with pytest.raises(ConfigError, match=f"line 2: {entry.split(':')[0]} has no meaning here"):
        AuthorityConfig.load(Settings(config_dir=tmp_path), "north")
