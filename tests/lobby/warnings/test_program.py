"""`lobby warnings`: from a source over both brokers to a lobby."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from typer.testing import CliRunner

from broker_config.local import LocalBroker
from lobby.contract.topics import WARNINGS
from lobby.contract.warnings import Warnings, WarningsEvent
from lobby.link.incoming import Incoming, Subscription
from lobby.link.link import Link
from lobby.link.settings import SettingsError, tables
from lobby.warnings.cli import app
from lobby.warnings.program import LONGEST_BACK_OFF, Program, back_off
from lobby.warnings.rules.areas import Spot
from lobby.warnings.settings import EXAMPLE, SourceKind, SourceSettings, WarningSettings, Watching, load
from tests.support.cap import ARS, NOW, atom, cap, info, reference
from tests.support.sources import Served
from tests.support.stream import Stream


@contextmanager
def running(city: LocalBroker, served: Served, state: Path) -> Iterator[None]:
    """The program at the city's broker, at the moment of the samples."""
    source = SourceSettings(kind=SourceKind.ATOM, url=f"{served.url}/index")
    watching = Watching(sources=(source,), centres=(Spot(centre="altona", ars=ARS),), ask_seconds=0.1)
    basis = tables(city.settings("warnings")) | {
        "state_dir": str(state),
        "warnings": msgspec.to_builtins(watching),
    }
    program = Program(msgspec.convert(basis, WarningSettings), clock=lambda: NOW)
    thread = threading.Thread(target=program.run)
    thread.start()
    try:
        yield
    finally:
        program.stop()
        thread.join(5)
    assert not thread.is_alive()


@contextmanager
def listening(broker: LocalBroker, device: str) -> Iterator[Callable[[list[str]], Warnings]]:
    """Waits for a picture with these headlines."""
    heard = Stream()
    link = Link(broker.settings(device), (Subscription(WARNINGS),), heard.put)
    link.start()

    def until(headlines: list[str]) -> Warnings:
        found = heard.until(lambda item: _headlines(item) == headlines, 20)
        data: Warnings = found.message.data
        return data

    try:
        yield until
    finally:
        link.stop()


def until_asked(served: Served, status: int, seconds: float = 10.0) -> bool:
    """Whether the server has given this answer."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if any(one == status for _, one in served.asked):
            return True
        time.sleep(0.01)
    return False


def _headlines(item: Any) -> list[str] | None:
    if not isinstance(item, Incoming) or not isinstance(item.message, WarningsEvent):
        return None
    return [one.texts[0].headline for one in item.message.data.warnings]


def test_a_warning_comes_changes_and_goes_on_every_lobby(
    bridged_broker: LocalBroker, city_broker: LocalBroker, served: Served, tmp_path: Path
) -> None:
    """Over the bridge, retained; a broken answer in between leaves the picture; so does a restart of the program."""
    served.put("/index", atom("a.xml"))
    served.put("/a.xml", cap())
    update = cap(
        "storm-2", msg_type="Update", references=reference("storm-1"), infos=(info(headline="Orkan"),)
    )
    with listening(bridged_broker, "display-1") as shows:
        with running(city_broker, served, tmp_path / "state"):
            (one,) = shows(["Sturmwarnung"]).warnings
            assert one.centres == ("altona",)
            served.put("/b.xml", update)
            served.put("/index", atom("a.xml", "b.xml"))
            shows(["Orkan"])
            served.put("/index", b"<html>busy</html>")
            broken = len(served.asked)
        with running(city_broker, served, tmp_path / "state"):
            shows(["Orkan"])
            assert len(served.asked) > broken
            served.put("/index", atom("b.xml", "c.xml"))
            served.put("/c.xml", cap("c", msg_type="Cancel", references=reference("storm-2"), infos=()))
            shows([])
    with listening(bridged_broker, "kiosk-1") as later:
        later([])


def test_nothing_is_told_before_a_source_has_answered(
    city_broker: LocalBroker, served: Served, tmp_path: Path
) -> None:
    """What lobbies have from before stays with them."""
    with listening(city_broker, "rehearsal") as shows:
        with running(city_broker, served, tmp_path / "one"):
            served.put("/index", atom("a.xml"))
            served.put("/a.xml", cap())
            shows(["Sturmwarnung"])
        served.put("/index", b"", 500)
        with running(city_broker, served, tmp_path / "two"):
            refused = until_asked(served, 500)
            assert refused
            served.put("/index", atom())
            shows([])


def test_a_source_that_fails_is_asked_less_often() -> None:
    """Doubled each time, up to ten minutes, never more often than usual."""
    assert [back_off(60, n) for n in (0, 1, 2, 3)] == [60, 120, 240, 480]
    assert back_off(60, 4) == back_off(60, 400) == LONGEST_BACK_OFF
    assert back_off(1800, 5) == 1800


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('url = "https://weather', 'url = "http://weather', "begins with https"),
        ('url = "https://weather', 'url = "file:///weather', "begins with https"),
        ('details = "https://app.example/warnings/{id}.json"', "", "{id}"),
        ('ars = "020000000000"', 'ars = "0200"', "regional key"),
        ('ars = "020000000000"\nlatitude = 53.55\nlongitude = 9.94', "", "neither ars"),
        ('kind = "atom"', 'kind = "rss"', "rss"),
        ("ask_seconds = 60", "ask_seconds = 0", "ask_seconds"),
    ],
)
def test_wrong_settings_are_said(tmp_path: Path, before: str, after: str, says: str) -> None:
    """With the file's name; the example itself is good."""
    path = tmp_path / "warnings.toml"
    path.write_text(EXAMPLE)
    assert load(path).warnings.centres[0].centre == "altona"
    assert before in EXAMPLE
    path.write_text(EXAMPLE.replace(before, after))
    with pytest.raises(SettingsError, match=says):
        load(path)
    done = CliRunner().invoke(app, ["--settings", str(path)])
    assert (done.exit_code, says in done.output) == (2, True)


def test_without_settings_an_example_is_shown() -> None:
    """On standard error, with exit code 2."""
    done = CliRunner().invoke(app, [])
    assert (done.exit_code, "[[warnings.sources]]" in done.output) == (2, True)
