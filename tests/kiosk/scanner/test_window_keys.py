import pytest

from kiosk.scanner.keymap import HID
from kiosk.scanner.window_keys import Moved, Scan, Typed, WindowEvent, WindowKeys
from tests.support.codes import code

KEY_OF = {pair[0]: usage for usage, pair in reversed(list(HID.items()))}
SHIFTED = {pair[1]: usage for usage, pair in reversed(list(HID.items())) if pair[0] != pair[1]}


def typed(keys: WindowKeys, text: str) -> list[WindowEvent]:
    events = [
        keys.key(KEY_OF[letter], ()) if letter in KEY_OF else keys.key(SHIFTED[letter], ("shift",))
        for letter in text
    ]
    return [event for event in events if event is not None]


@pytest.mark.parametrize("terminator", ["\n", "\t"])
def test_enter_and_tab_end_a_scan(terminator: str) -> None:
    """Whatever the scanner is set to send."""
    assert typed(WindowKeys(), code() + terminator) == [Scan(code())]


def test_pause_ends_a_scan_too() -> None:
    """For scanners that send no terminator."""
    keys = WindowKeys()
    assert typed(keys, code()) == []
    assert keys.is_collecting
    assert keys.pause() == Scan(code())
    assert keys.pause() is None


def test_caps_lock_only_turns_letters_round() -> None:
    """The code reads the same in the end: letters in small are ours as well."""
    keys = WindowKeys()
    for letter in code():
        keys.key(KEY_OF[letter.lower()], ("capslock",))
    assert keys.pause() == Scan(code())


def test_unfinished_code_is_given_more_time() -> None:
    """A busy machine may hold keys back; everything else is whole after 80 ms."""
    keys = WindowKeys()
    typed(keys, code()[:60])
    assert keys.pause_seconds == 0.3
    typed(keys, code()[60:])
    assert keys.pause_seconds == 0.08
    keys.forget()
    typed(keys, "https:")
    assert keys.pause_seconds == 0.08


def test_shift_that_seems_held_does_not_turn_digits_into_signs() -> None:
    """X11 loses releases of shift when a scanner is fast; the keys of a code say enough."""
    keys = WindowKeys()
    for letter in code():
        keys.key(KEY_OF[letter.lower()], ("shift",))
    assert keys.pause() == Scan(code())


def test_few_keys_are_a_person_at_a_keyboard() -> None:
    """They type symbols one by one."""
    keys = WindowKeys()
    typed(keys, "7k")
    assert keys.pause() == Typed("7k")


def test_endless_input_is_bounded() -> None:
    """A stuck key or a hostile code fills no memory; what comes out is known to be too long."""
    keys = WindowKeys()
    for _ in range(100_000):
        keys.key(KEY_OF["a"], ())
    event = keys.pause()
    assert isinstance(event, Scan)
    assert len(event.text) == 4097


def test_keys_of_their_own_move_about() -> None:
    """Tab, arrows, Enter and Escape when no scan is on its way."""
    keys = WindowKeys()
    moves = [keys.key(43, ()), keys.key(43, ("shift",)), keys.key(81, ()), keys.key(40, ()), keys.key(41, ())]
    assert moves == [Moved("next"), Moved("previous"), Moved("down"), Moved("press"), Moved("escape")]


def test_scan_does_not_show_itself_in_a_log() -> None:
    """The text is left out of the representation."""
    assert code() not in repr(Scan(code()))
