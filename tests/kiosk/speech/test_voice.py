"""The voice's thread, with a player that writes down what it is given instead of playing it."""

import queue
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.speech.voice import Voice
from kiosk.speech.words import Phrase
from lobby.contract.config import Language

SECONDS = 10.0
LISTS = "if [ \"$1\" = --voices ]; then printf 'Pty Language\\n 5 de\\n 5 en\\n'; exit 0; fi\n"


def program(path: Path, script: str) -> str:
    path.write_text(f"#!/bin/sh\n{script}")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.01)


class Booth:
    """A voice between two small programs."""

    def __init__(self, folder: Path, player: str, speaker: str = "cat") -> None:
        self.played = folder / "played"
        self.told: queue.Queue[frozenset[Language]] = queue.Queue()
        self.voice = Voice(
            self.told.put,
            program(folder / "espeak-ng", LISTS + speaker),
            program(folder / "aplay", player.replace("PLAYED", str(self.played))),
        )
        self.voice.start()

    def heard(self) -> str:
        return self.played.read_bytes().decode(errors="replace") if self.played.exists() else ""


@pytest.fixture
def booths(tmp_path: Path) -> Iterator[Callable[..., Booth]]:
    made: list[Booth] = []

    def make(player: str = "cat >> PLAYED", speaker: str = "cat") -> Booth:
        made.append(Booth(tmp_path, player, speaker))
        return made[-1]

    yield make
    for one in made:
        one.voice.stop()


def test_what_is_said_is_played_in_order(booths: Callable[..., Booth]) -> None:
    """One after the other; what comes later without interrupting waits."""
    booth = booths()
    assert booth.told.get(timeout=SECONDS) == {Language.DE, Language.DE_PLAIN, Language.EN}
    booth.voice.say([Phrase("eins"), Phrase("two", Language.EN)], Language.DE, 60, at_once=True)
    booth.voice.say([Phrase("drei")], Language.DE, 60, at_once=False)
    wait_until(lambda: "drei" in booth.heard())
    heard = booth.heard()
    assert heard.index("eins.") < heard.index("two.") < heard.index("drei.")
    wait_until(lambda: not booth.voice.is_speaking)


def test_a_new_page_interrupts(booths: Callable[..., Booth]) -> None:
    """What is being said ends at once, what waited is not said at all, and this is no failure."""
    booth = booths(speaker='text=$(cat); case "$text" in lang*) exec sleep 60;; *) echo "$text";; esac')
    booth.told.get(timeout=SECONDS)
    booth.voice.say([Phrase("lang"), Phrase("waits", Language.EN)], Language.DE, 60, at_once=True)
    wait_until(lambda: booth.voice.is_speaking)
    booth.voice.say([Phrase("neu")], Language.DE, 60, at_once=True)
    wait_until(lambda: "neu" in booth.heard())
    assert "waits" not in booth.heard()
    assert booth.told.empty()


def test_without_a_sound_card_nothing_can_be_said(booths: Callable[..., Booth]) -> None:
    """The player fails at once: no language is offered."""
    assert booths(player="exit 1").told.get(timeout=SECONDS) == frozenset()


def test_a_card_that_goes_takes_the_voice_with_it(booths: Callable[..., Booth]) -> None:
    """Found out by the first text that cannot be played."""
    booth = booths(player="[ -e PLAYED ] && exit 1; cat > PLAYED")
    assert booth.told.get(timeout=SECONDS)
    booth.voice.say([Phrase("eins")], Language.DE, 60, at_once=True)
    assert booth.told.get(timeout=SECONDS) == frozenset()
