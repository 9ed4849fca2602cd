"""`lobby bookings` from a made-up day to the centre's waiting line, over a real broker."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
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
from lobby.contract.codes.keyring import LOCAL
from lobby.link.settings import tables
from tests.support.codes import private_key
from tests.support.programs import Run, lobby_program

AT = "2026-11-23T10:32"


def lobby_bookings(*arguments: str | Path) -> Result:
    """The command run with these arguments."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def imported(file: Path, settings: Path, *more: str) -> Run:
    """The import as a program of its own."""
    return lobby_program("bookings", "import", file, "--settings", settings, "--language", "en", *more)


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
    checked = lobby_bookings("check", day, "--language", "en").stdout
    assert checked == f"{known} bookings in {known} records, all fine\n"
    first = imported(day, settings)
    assert first.returncode == 0, first.stderr
    added, cancelled = (
        int(part.split()[0]) for part in (first.stdout.split(", ")[0], first.stdout.split(", ")[2])
    )
    assert (added + cancelled, cancelled > 0) == (known, True)
    again = imported(day, settings)
    assert again.stdout == f"0 added, 0 changed, 0 cancelled, {known} unchanged\n"


@pytest.mark.usefixtures("queue_service")
def test_a_bad_file_is_not_half_imported(settings: Path, tmp_path: Path) -> None:
    """One bad row keeps the whole file out: its good rows are still new afterwards, unless it may be left out."""
    file = tmp_path / "export.csv"
    slot = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%MZ")
    rows = [f"{name};passport;{slot};{persons}" for name, persons in (("r1", 1), ("r2", 2), ("r3", 0))]
    file.write_text("\n".join(["reference;service;slot;persons", *rows, ""]), encoding="utf-8")
    refused = imported(file, settings)
    assert refused.returncode == 1
    assert f"{file}: line 4, field persons: error: This is no whole number from 1 to 20." in refused.stderr
    assert "nothing was" in refused.stderr
    skipped = imported(file, settings, "--skip-bad", "--json")
    assert skipped.returncode == 0, skipped.stderr
    report = json.loads(skipped.stdout)
    assert report["imported"] == {"added": 2, "changed": 0, "cancelled": 0, "unchanged": 0}
    assert [(one["line"], one["field"]) for one in report["findings"]] == [(4, "persons")]
    again = imported(file, settings, "--skip-bad")
    assert again.stdout == "0 added, 0 changed, 0 cancelled, 2 unchanged\n"


@pytest.mark.usefixtures("queue_service")
def test_an_older_export_is_ignored_and_reported(settings: Path, tmp_path: Path) -> None:
    """Files that arrive in the wrong order end as if they had come in the right one."""
    today = datetime.now(LOCAL).replace(hour=12, minute=0)
    files = [tmp_path / f"{version}.csv" for version in (1, 2)]
    for version, file in enumerate(files, 1):
        slot = (today + timedelta(days=version)).strftime("%d.%m.%Y %H:%M")
        file.write_text(f"reference;service;slot;version\nr1;passport;{slot};{version}\n", encoding="utf-8")
    assert imported(files[1], settings).stdout.startswith("1 added")
    late = imported(files[0], settings)
    assert late.stdout == "0 added, 0 changed, 0 cancelled, 1 unchanged\n"
    assert "line 2: note: A newer version is known already." in late.stderr


def test_without_a_queue_service_the_import_says_so(day: Path, settings: Path) -> None:
    """When nobody takes the bookings the command says why, and by its exit code that it may help to try again."""
    failed = imported(day, settings)
    assert failed.returncode == 3
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
        (
            ("check", "{day}", "--centre", "wandsbek", "--language", "de"),
            "Eintrag 1, Feld centre: Fehler: Der Termin",
        ),
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
