"""The secret of the day."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from lobby.centre.wait_links import WaitLinks
from lobby.contract.wait_pages import digest_of

TODAY = date(2026, 11, 23)
VISIT = "visit-0001"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "wait-links.key"


def links(file: Path, day: date = TODAY) -> WaitLinks:
    made = WaitLinks(file)
    made.turn_to(day)
    return made


def test_links_are_the_same_after_a_restart_and_others_the_next_day(file: Path) -> None:
    """Also for a program that runs through the night; going back makes no old link."""
    first = links(file)
    token = first.token(VISIT)
    assert links(file).token(VISIT) == token
    assert first.digest(VISIT) == digest_of(token)
    first.turn_to(TODAY + timedelta(days=1))
    tomorrow = first.token(VISIT)
    assert tomorrow != token
    assert links(file, TODAY + timedelta(days=1)).token(VISIT) == tomorrow
    assert links(file).token(VISIT) not in {token, tomorrow}


def test_nobody_else_reads_the_secret(file: Path) -> None:
    """Mode 0600, and no part of it stays beside."""
    links(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize("broken", [b"", b"{", b'{"day":"2026-11-23"}', b'{"day":"2026-11-23","secret":7}'])
def test_an_unreadable_secret_costs_links_and_nothing_else(file: Path, broken: bytes) -> None:
    """A new one is made."""
    file.write_bytes(broken)
    token = links(file).token(VISIT)
    assert links(file).token(VISIT) == token


def test_a_full_disk_stops_nobody(tmp_path: Path) -> None:
    """Links work until the program ends."""
    assert links(tmp_path / "no-such-folder" / "wait-links.key").token(VISIT)
