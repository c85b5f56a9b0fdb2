"""Whoever is to know is told once, in words, of what concerns them; and nothing that names a child is in it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from include.errors import ConfigError, GateStopped, NotYet, SourceError, SourceUnavailable, SourceUnfinished
from include.pipeline.notify import Kind, Message, send_test, tell
from tests.listeners import mail_server, webhook

NOW = datetime(2026, 7, 2, 2, 45, tzinfo=UTC)
RUNBOOK = Path(__file__).parents[1] / "docs/runbook.md"


def message(kind: Kind = Kind.FAILURE, *authorities: str, what: str = "", cause: str = "") -> Message:
    about = authorities or ("north",)
    return Message(kind, what or "The source cannot be reached.\nIts port is closed.", about, NOW, cause)


@pytest.fixture(autouse=True)
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv("SEND_CONFIG_DIR", str(tmp_path))
    monkeypatch.setenv("SEND_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("SEND_RUNBOOK_URL", "https://send.example/runbook")
    return tmp_path


@pytest.fixture
def hook(monkeypatch):
    """What the only address of an installation without `_notify.yaml` has heard."""
    with webhook() as (url, heard):
        monkeypatch.setenv("SEND_NOTIFY_URL", url)
        yield heard


def test_a_message_says_what_since_when_what_stays_and_where_to_read_on(hook):
    assert tell(message(), NOW) == 1
    assert hook == [
        {
            "text": "SEND north: The source cannot be reached.\nIts port is closed.\n"
            "Since: Thursday 02 July 2026, 03:45\n"
            "What stays: The figures loaded before stay in place.\n"
            "What to do: https://send.example/runbook#alert-failure"
        }
    ]


def test_what_one_cause_broke_in_many_councils_is_told_once_a_day(hook):
    for number in range(20):
        tell(message(Kind.FAILURE, f"council_{number}", cause="the warehouse cannot be reached"), NOW)
    assert len(hook) == 1
    tell(message(cause="another"), NOW)
    tell(message(cause="the warehouse cannot be reached"), NOW + timedelta(days=1))
    assert len(hook) == 3


def test_several_are_told_each_of_what_concerns_them(settings, monkeypatch):
    with webhook() as (url, team), mail_server() as (port, on_call):
        monkeypatch.setenv("TEAM_URL", url)
        (settings / "_notify.yaml").write_text(f"""
addresses:
  on_call: mailto://localhost:{port}?from=send@council.example&to=on-call@council.example
  team: TEAM_URL
tell:
  - {{to: [on_call], kinds: [failure, late]}}
  - {{to: [team], authorities: [north]}}
""")
        tell(message(Kind.FAILURE, "north"), NOW)
        tell(message(Kind.LATE, "south"), NOW)
        tell(message(Kind.LATE, "south", "north", what="Two are late."), NOW)
        tell(message(Kind.APPROVAL, "south"), NOW)
    assert len(team) == 2
    assert [mail["Subject"] for mail in on_call] == [
        "SEND north: The source cannot be reached.",
        "SEND south: The source cannot be reached.",
        "SEND south, north: Two are late.",
    ]
    assert on_call[0]["To"] == "on-call@council.example"


def test_a_muted_message_is_told_again_when_the_mute_ends(settings, hook, monkeypatch):
    (settings / "_notify.yaml").write_text("""
addresses: {team: SEND_NOTIFY_URL}
mute: [{kinds: [late], until: 2026-07-04, why: the vendor moves the server}]
""")
    assert tell(message(Kind.LATE), NOW) == 0
    assert tell(message(Kind.FAILURE), NOW) == 1
    assert tell(message(Kind.LATE), NOW + timedelta(days=2)) == 1


def test_a_mute_of_one_council_silences_no_message_about_others(settings, hook):
    (settings / "_notify.yaml").write_text("""
addresses: {team: SEND_NOTIFY_URL}
mute: [{authorities: [north], until: 2026-07-04, why: the vendor moves the server}]
""")
    assert tell(message(Kind.FAILURE, "north"), NOW) == 0
    assert tell(message(Kind.FAILURE, "north", "south", what="Two fail."), NOW) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "addresses: {a: 'json://x'}\nmute: [{kinds: [late], why: for ever}]",
            "mute.0.until: Field required",
        ),
        ("addresses: {}\ntell: [{to: [nobody]}]", "no address 'nobody'"),
        ("addresses: {a: NOT_SET_ANYWHERE}", "variable NOT_SET_ANYWHERE is not set"),
        ("addresses: {a: 'nonsense'}", "The address a is none"),
        ("addresses: {a: 'http://elsewhere/secret'}", "must begin https"),
        ("tell: [", "not valid YAML"),
        ("tell: [{to: [], kinds: [gossip]}]", "kinds"),
    ],
)
def test_a_configuration_that_would_tell_nobody_is_refused_in_words(settings, text, told):
    (settings / "_notify.yaml").write_text(text)
    with pytest.raises(ConfigError, match=told) as refused:
        tell(message(), NOW)
    assert "secret" not in str(refused.value)


class TestATestMessage:
    """Faults in who is told come to light when somebody asks, and not with the first night that fails."""

    def test_everybody_gets_one_and_what_nobody_would_be_told_is_said(self, settings, hook):
        for council in ("north", "south"):
            (settings / f"{council}.yaml").touch()
        (settings / "_notify.yaml").write_text("""
addresses: {team: SEND_NOTIFY_URL, gone: 'json://localhost:1'}
tell:
  - {to: [team], kinds: [failure, gate, unreadable, late]}
  - {to: [gone], kinds: [publication, return-due], authorities: [north]}
mute: [{kinds: [late], authorities: [south], until: 2026-07-03, why: the vendor moves the server}]
""")
        tried = send_test(NOW)
        assert (tried.reached, tried.refused) == (["team"], ["gone"])
        assert tried.untold == {
            Kind.LATE: ["south"],
            Kind.PUBLICATION: ["south"],
            Kind.RETURN_DUE: ["south"],
            Kind.APPROVAL: ["north", "south"],
        }
        [heard] = hook
        assert "This is a test" in heard["text"]
        tell(message(), NOW)
        assert len(hook) == 2, "a test keeps no message back"

    def test_a_council_that_there_is_not_is_told_before_anything_is_sent(self, settings, hook):
        (settings / "north.yaml").touch()
        (settings / "_notify.yaml").write_text(
            "addresses: {team: SEND_NOTIFY_URL}\ntell: [{to: [team], authorities: [nroth]}]"
        )
        with pytest.raises(ConfigError, match=r"_notify\.yaml names nroth, .* There are: north\."):
            send_test(NOW)
        assert hook == []

    def test_without_an_address_nobody_is_told_of_anything(self, settings):
        with pytest.raises(ConfigError, match="Nobody is told of anything"):
            send_test(NOW)


def test_who_cannot_be_reached_is_told_later_and_the_others_not_twice(settings, hook, monkeypatch):
    with webhook() as (gone, _):
        pass
    monkeypatch.setenv("GONE_URL", gone)
    (settings / "_notify.yaml").write_text("addresses: {team: SEND_NOTIFY_URL, gone: GONE_URL}")
    for _ in range(2):
        with pytest.raises(NotYet, match="^gone cannot be reached") as refused:
            tell(message(), NOW)
        assert gone not in str(refused.value), "an address may hold a password"
    assert len(hook) == 1


def test_a_password_in_an_address_is_no_part_of_another_word(settings, monkeypatch):
    with webhook() as (url, heard):
        monkeypatch.setenv("HOOK_KEY", "a/b?c&d")
        path = url.removeprefix("http://")
        (settings / "_notify.yaml").write_text(
            f"addresses: {{team: 'json://{path}?+X-Key=HOOK_KEY&:message=text'}}"
        )
        assert tell(message(), NOW) == 1
    assert heard[0]["text"].startswith("SEND north: The source cannot be reached.")


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (GateStopped("shrunk"), Kind.GATE),
        (SourceError("a column is missing"), Kind.UNREADABLE),
        (SourceUnfinished("a file is missing"), Kind.UNREADABLE),
        (SourceUnavailable("no route"), Kind.FAILURE),
        (KeyError("x"), Kind.FAILURE),
    ],
)
def test_a_failure_has_its_kind(error, kind):
    assert Kind.of(error) is kind


def test_every_kind_of_message_has_its_section_in_the_runbook():
    text = RUNBOOK.read_text()
    headings = re.findall(r'^### .*<a id="alert-([a-z-]+)"></a>$', text, re.MULTILINE)
    assert headings == [kind.value for kind in Kind]
