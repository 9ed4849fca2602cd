"""Reading aloud in the running program: real keys, real window; voice and sound card are small programs."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lobby.bench.house import wait_until
from lobby.contract.devices import Health
from tests.kiosk.test_app import DOUBLE_TAP_SECONDS, Lobby, lobby

pytestmark = [pytest.mark.window, pytest.mark.slow]
VOICE = "if [ \"$1\" = --voices ]; then printf 'Pty Language\\n 5 de\\n 5 en\\n'; else exec cat; fi\n"


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the terminal said: its player writes it down."""
    said = tmp_path / "said"
    for name, script in (("espeak-ng", VOICE), ("aplay", f"exec cat >> {said}\n")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}")
        (tmp_path / name).chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    return said


@pytest.fixture
def running(said: Path) -> Iterator[Lobby]:
    assert said.parent.is_dir()
    with lobby() as opened:
        opened.bus.configure(1, speech=True, confirm_check_in=False)
        wait_until(lambda: "aid-speech" in opened.window.state()["controls"])
        yield opened


def hears(said: Path, text: str) -> None:
    wait_until(lambda: said.exists() and text in said.read_bytes().decode(errors="replace"))
    said.write_bytes(b"")


def test_a_first_touch_says_and_a_second_one_fires(running: Lobby, said: Path) -> None:
    """Nothing happens at the first touch, however long one waits; the page that opens is read."""
    running.tap("aid-speech")
    hears(said, "Berühren Sie etwas")
    running.tap("type")
    hears(said, "Code eintippen")
    time.sleep(DOUBLE_TAP_SECONDS)
    assert running.window.state()["screen"] == "welcome"
    running.tap("walk-in")
    time.sleep(DOUBLE_TAP_SECONDS)
    assert running.window.state()["screen"] == "welcome"
    running.tap("type")
    running.tap("type")
    running.until("type-code")
    hears(said, "Code")
    running.window.keys("\t")
    hears(said, "1.")


def test_the_number_is_said_and_the_next_visitor_finds_silence(running: Lobby, said: Path) -> None:
    """Sign by sign; after the visit the terminal is silent and a touch fires at once."""
    running.tap("aid-speech")
    hears(said, "Berühren Sie etwas")
    running.window.keys(running.visitors.code() + "\n")
    number = running.until("number")["number"]
    hears(said, ", ".join(number))
    running.tap("done")
    running.tap("done")
    running.until("welcome")
    running.tap("type")
    running.until("type-code")
    assert running.bus.of(Health)[-1].parts["speech"] is True


def test_without_a_sound_card_the_aid_is_not_offered(running: Lobby, said: Path) -> None:
    """Health says so, the bar has no dead button, and everything else goes on."""
    running.tap("aid-speech")
    hears(said, "Berühren Sie etwas")
    (said.parent / "aplay").write_text("#!/bin/sh\nexit 1\n")
    running.tap("aid-contrast")
    wait_until(lambda: "aid-speech" not in running.window.state()["controls"])
    wait_until(lambda: running.bus.of(Health)[-1].parts.get("speech") is False)
    running.tap("type")
    running.until("type-code")
