"""Playing the gong, with and without a sound card."""

import queue
import stat
import time
from pathlib import Path

import pytest

from signage.sound import Sound, has_card


def player(folder: Path, body: str) -> str:
    """A stand-in for aplay on a machine without a sound card: a real program that is really started."""
    path = folder / "player"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.mark.parametrize(
    ("text", "there"),
    [(" 0 [PCH ]: HDA-Intel\n", True), ("--- no soundcards ---\n", False), ("", False), (None, False)],
)
def test_the_kernel_says_whether_there_is_a_card(tmp_path: Path, text: str | None, there: bool) -> None:  # noqa: FBT001
    """No card is known as such before the first call."""
    cards = tmp_path / "cards"
    if text is not None:
        cards.write_text(text)
    assert has_card(cards) is there


def test_gongs_are_played_one_after_the_other(tmp_path: Path) -> None:
    """Two orders are two sounds that do not overlap, in the volume of each."""
    log = tmp_path / "log"
    said: queue.Queue[bool] = queue.Queue()
    command = player(tmp_path, f'echo "begin $2" >> {log}; sleep 0.2; echo end >> {log}')
    sound = Sound(tmp_path, said.put, player=command)
    sound.start()
    sound.play(70)
    sound.play(40)
    end = time.monotonic() + 5
    while time.monotonic() < end and (not log.exists() or log.read_text().count("end") < 2):
        time.sleep(0.02)
    sound.stop()
    lines = [line.rsplit("/", 1)[-1] for line in log.read_text().splitlines()]
    assert lines == ["gong-70.wav", "end", "gong-40.wav", "end"]


def test_a_gong_that_fails_is_reported_and_the_next_is_tried(tmp_path: Path) -> None:
    """Without a working card the health says so; the program goes on, and says when it works again."""
    said: queue.Queue[bool] = queue.Queue()
    broken = tmp_path / "broken"
    broken.touch()
    command = player(tmp_path, f"test ! -e {broken}")
    sound = Sound(tmp_path, said.put, player=command)
    sound.start()
    heard = said.get(timeout=5)
    sound.play(70)
    if heard:
        assert said.get(timeout=5) is False
    time.sleep(0.2)
    broken.unlink()
    sound.play(70)
    assert said.get(timeout=5) is True
    sound.stop()


def test_a_missing_player_is_no_crash(tmp_path: Path) -> None:
    """A machine without the player reports no sound."""
    said: queue.Queue[bool] = queue.Queue()
    sound = Sound(tmp_path, said.put, player=str(tmp_path / "nothing"))
    sound.start()
    assert said.get(timeout=5) is False
    sound.play(70)
    sound.stop()
