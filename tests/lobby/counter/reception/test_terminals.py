"""The reception sees what a terminal needs before a visitor meets it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from broker_config.local import LocalBroker
from lobby.contract.devices import Avail, Health, Presence
from lobby.contract.topics import AVAIL, HEALTH
from lobby.counter.reception.terminals import WANTED, Terminals, terminal_rows
from lobby.counter.rows import Reading, names_of
from lobby.link.device import Device
from lobby.link.incoming import Incoming
from lobby.web.wording import Speaker
from tests.lobby.counter.reception.conftest import ReceptionHouse
from tests.lobby.counter.reception.test_attention import READING
from tests.support.pages import PageClient

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def incoming(channel: Any, message: Any, device: str = "kiosk-1") -> Incoming:
    return Incoming(channel, {"device": device}, message, retained=False, received=0.0)


def health(**parts: bool) -> Health:
    named = {name.replace("_", "-"): works for name, works in parts.items()}
    return Health(at=NOW, epoch="epoch-of-a-start", uptime_seconds=1, parts=named)


def test_all_is_well_nothing_is_said() -> None:
    """A terminal whose parts work, and screens that are none."""
    terminals = Terminals()
    terminals.heard(incoming(HEALTH, health(scanner=True, printer=True)))
    assert not terminals.heard(incoming(HEALTH, health(sound=False), "display-1"))
    assert terminal_rows(terminals, READING, 0.0) == ()


def test_the_gravest_is_told_with_what_to_do() -> None:
    """One line for each terminal."""
    terminals = Terminals()
    assert terminals.heard(incoming(HEALTH, health(scanner=False, printer=False, printer_paper_out=False)))
    (row,) = terminal_rows(terminals, READING, 0.0)
    assert (row.name, row.what) == ("Terminal 1", "kein Papier mehr")
    assert row.advice.startswith("Neue Rolle einlegen.")
    assert not terminals.heard(
        incoming(HEALTH, health(scanner=False, printer=False, printer_paper_out=False))
    )


def test_a_terminal_that_went_is_told() -> None:
    """By its last will; it is back with its next word."""
    terminals = Terminals()
    terminals.heard(incoming(AVAIL, Avail(st=Presence.ONLINE, epoch="epoch-of-a-start")))
    assert terminals.heard(incoming(AVAIL, Avail(st=Presence.OFFLINE, epoch="epoch-of-a-start")))
    assert [row.what for row in terminal_rows(terminals, READING, 0.0)] == ["nicht verbunden"]
    terminals.heard(incoming(AVAIL, Avail(st=Presence.ONLINE, epoch="epoch-of-another")))
    assert terminal_rows(terminals, READING, 0.0) == ()


@pytest.mark.parametrize("need", WANTED)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_need_has_words(need: str, language: str) -> None:
    """In both languages, with advice."""
    say = Speaker(READING.say.wording, language)
    terminals = Terminals()
    if need == WANTED[0]:
        terminals.heard(incoming(AVAIL, Avail(st=Presence.OFFLINE, epoch="epoch-of-a-start")))
    else:
        terminals.heard(incoming(HEALTH, health(**{need: False})))
    (row,) = terminal_rows(terminals, Reading(names_of(None, language), say, NOW), 0.0)
    assert row.what
    assert row.advice
    assert "needs-" not in row.what + row.advice


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    ("seconds", "undrawn", "parts"),
    [(13.0, 0.0, {}), (0.0, 9.0, {}), (0.0, 0.0, {"drawing": False}), (0.0, 0.0, {"hearing": False})],
)
def test_a_display_that_cannot_be_trusted_is_told(
    seconds: float, undrawn: float, parts: dict[str, bool], language: str
) -> None:
    """Silent, standing still, not drawing, deaf: each has its words; a display without sound does not matter here."""
    say = Speaker(READING.say.wording, language)
    reading = Reading(names_of(None, language), say, NOW)
    terminals = Terminals()
    said = msgspec.structs.replace(health(sound=False, **parts), drawn_at=NOW - timedelta(seconds=undrawn))
    terminals.heard(incoming(HEALTH, said, "display-1"))
    (row,) = terminal_rows(terminals, reading, seconds)
    assert row.name in {"Aufrufanzeige 1", "Call display 1"}
    assert row.is_grave
    assert "needs-" not in row.what + row.advice
    well = msgspec.structs.replace(health(hearing=True, drawing=True), drawn_at=NOW)
    terminals.heard(incoming(HEALTH, well, "display-1"))
    assert terminal_rows(terminals, reading, 11.0) == ()


def test_page_shows_it_at_once(house: ReceptionHouse, desk: PageClient) -> None:
    """From the real terminal's account over the real broker, to the page; gone when the roll is changed."""
    house.terminal.note(parts={"printer": True, "printer-paper-low": False})
    desk.until("/", "Papier geht zu Ende")
    house.terminal.note(parts={"printer": False, "printer-paper-low": None, "printer-paper-out": False})
    desk.until("/", "kein Papier mehr")
    house.terminal.note(parts={"printer": True, "printer-paper-out": None})
    desk.until("/", 'id="terminals" role="status"></div>')


@pytest.mark.usefixtures("house")
def test_page_shows_a_deaf_display(broker: LocalBroker, desk: PageClient) -> None:
    """By its own word over the real broker; gone when it hears again."""
    display = Device(broker.settings("display-1"), subscriptions=(), deliver=lambda _: None)
    display.start()
    display.note(parts={"hearing": False})
    desk.until("/", "Aufrufanzeige 1: bekommt keine Aufrufe")
    display.note(parts={"hearing": True})
    desk.until("/", 'id="terminals" role="status"></div>')
    display.stop()
