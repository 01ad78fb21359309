"""Verifications and backups enter the log when, and only when, somebody is named."""

import json

import pytest


def last_events(qualcode, study) -> dict:
    return json.loads(qualcode("--db", study, "--json", "verify").out)


def test_nothing_is_recorded_without_a_name(qualcode, study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUALCODE_CODER", raising=False)
    before = last_events(qualcode, study)
    qualcode("--db", study, "db", "backup", "copy.db")
    assert last_events(qualcode, study) == before


def test_the_head_that_is_printed_is_that_of_the_log_with_the_result(qualcode, study) -> None:
    events = last_events(qualcode, study)["events"]
    told = json.loads(qualcode("--db", study, "--json", "verify", "--as", "annelies").out)
    after = last_events(qualcode, study)
    assert after["head"] == told["head"]
    assert after["events"] > events

    qualcode("--db", study, "db", "backup", "copy.db", "--as", "annelies")
    assert last_events(qualcode, study)["events"] == after["events"] + 1
    assert last_events(qualcode, study)["ok"]
