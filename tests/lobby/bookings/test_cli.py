"""`lobby bookings` from a made-up day to the centre's waiting line, over a real broker."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner, Result

from broker_config.local import LocalBroker
from lobby.bookings.cli import app
from lobby.bookings.files import read_day
from lobby.centre.clock import WallClock
from lobby.centre.service import QueueService
from lobby.codes.key_files import write_private_key
from lobby.link.settings import tables
from tests.support.codes import private_key

AT = "2026-11-23T10:32"


def lobby_bookings(*arguments: str | Path) -> Result:
    """The command run with these arguments."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def imported(file: Path, settings: Path) -> "subprocess.CompletedProcess[str]":
    """The import as a program of its own."""
    command = [sys.executable, "-m", "lobby", "bookings", "import", str(file), "--settings", str(settings)]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)


@pytest.fixture(name="day")
def _day(tmp_path: Path) -> Path:
    """A day file of Altona."""
    key, day = tmp_path / "key-1.pem", tmp_path / "day.json"
    write_private_key(key, private_key(1))
    made = lobby_bookings("sample", day, "--key", key, "--key-id", "1", "--at", AT, "--visitors", "60")
    assert made.exit_code == 0, made.output
    return day


@pytest.fixture(name="settings")
def _settings(tmp_path: Path, broker: LocalBroker) -> Path:
    """The settings file of the account `bookings`."""
    path = tmp_path / "bookings.toml"
    path.write_bytes(msgspec.toml.encode(tables(broker.settings("bookings"))))
    return path


@pytest.fixture(name="queue_service")
def _queue_service(broker: LocalBroker) -> Iterator[None]:
    """The queue service of Altona, with its journal on disk."""
    settings = broker.settings("queue")
    settings.state.mkdir(parents=True)
    service = QueueService(settings, WallClock())
    thread = threading.Thread(target=service.run)
    thread.start()
    yield
    service.stop()
    thread.join(5)
    assert not thread.is_alive()


def test_a_day_is_made_and_listed(day: Path) -> None:
    """The file holds the day, is for its owner alone, and can be looked at."""
    assert day.stat().st_mode & 0o777 == 0o600
    assert read_day(day).made == datetime.fromisoformat(f"{AT}+01:00")
    listed = lobby_bookings("list", day, "--case", "too-late", "--case", "forged")
    assert "Mon 09:30" in listed.stdout
    assert "ordinary" not in listed.stdout
    codes = lobby_bookings("list", day, "--codes", "--case", "foreign-url").stdout
    assert codes == "foreign-url\t\t'https://www.hamburg.de/service'\n"


@pytest.mark.usefixtures("queue_service")
def test_a_day_is_imported_once(day: Path, settings: Path) -> None:
    """The centre takes the whole day; handing it over again changes nothing."""
    known = len(read_day(day).bookings)
    assert lobby_bookings("check", day).stdout == f"{known} bookings of altona, all fine\n"
    first = imported(day, settings)
    assert first.returncode == 0, first.stderr
    added, cancelled = (
        int(part.split()[0]) for part in (first.stdout.split(", ")[0], first.stdout.split(", ")[2])
    )
    assert (added + cancelled, cancelled > 0) == (known, True)
    again = imported(day, settings)
    assert again.stdout == f"0 added, 0 changed, 0 cancelled, {known} unchanged\n"


@pytest.mark.usefixtures("queue_service")
def test_a_bad_file_is_not_half_imported(day: Path, settings: Path, tmp_path: Path) -> None:
    """One bad row keeps the whole file out: its good rows are still new afterwards."""
    rows = [
        json.loads(json.dumps(entry["booking"]))
        for entry in json.loads(day.read_bytes())["entries"]
        if entry["known"]
    ]
    good, file = [row for row in rows if not row["cancelled"]][:2], tmp_path / "export.json"
    file.write_text(json.dumps([*good, good[0] | {"persons": 0}]), encoding="utf-8")
    refused = imported(file, settings)
    assert refused.returncode == 1
    assert "booking 3: Expected `int` >= 1 - at `$.persons`" in refused.stderr
    assert "nothing was" in refused.stderr
    file.write_text(json.dumps(good), encoding="utf-8")
    assert imported(file, settings).stdout.startswith("2 added")


def test_without_a_queue_service_the_import_says_so(day: Path, settings: Path) -> None:
    """When nobody takes the bookings the command ends with exit code 1 and says why."""
    failed = imported(day, settings)
    assert failed.returncode == 1
    assert "the queue service does not answer" in failed.stderr


def test_a_wrong_password_is_said(day: Path, settings: Path, broker: LocalBroker) -> None:
    """A broker that does not let the account in is told apart from one that is away."""
    settings.write_text(settings.read_text(encoding="utf-8").replace(broker.passwords["bookings"], "wrong"))
    failed = imported(day, settings)
    assert failed.returncode == 1
    assert "refuses the connection: Not authorized" in failed.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("check", "{tmp}/none.csv"), "cannot read"),
        (("check", "{day}", "--centre", "atlantis"), "no centre 'atlantis'"),
        (("check", "{day}", "--centre", "wandsbek"), "it is for altona, not for wandsbek"),
        (("list", "{tmp}/none.json"), "cannot read"),
        (("list", "{tmp}/key-1.pem"), "is no day of bookings"),
        (
            ("sample", "{tmp}/x.json", "--key", "{tmp}/none.pem", "--key-id", "1"),
            "cannot read the private key",
        ),
        (("sample", "{tmp}/no/x.json", "--key", "{tmp}/key-1.pem", "--key-id", "1"), "cannot write"),
        (("import", "{day}", "--settings", "{tmp}/none.toml"), "cannot read the settings file"),
    ],
)
def test_what_fails_is_said_in_a_sentence(
    day: Path, tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    """Missing files and unknown names end the command with a sentence, never a traceback."""
    failed = lobby_bookings(*(argument.format(tmp=tmp_path, day=day) for argument in arguments))
    assert failed.exit_code in {1, 2}
    assert says in failed.stderr
