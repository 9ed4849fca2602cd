from collections.abc import Iterator

from kiosk.scanner.keymap import HID, LINUX, LINUX_CAPS_LOCK, LinuxKeys
from lobby.contract.codes.symbols import ALPHABET

SHIFT = 42
GERMAN_SWAPS = {"Y", "Z"}


def presses(text: str) -> Iterator[tuple[int, int]]:
    """Key events of a scanner, with shift held for capitals."""
    codes = {pair[0]: code for code, pair in reversed(list(LINUX.items()))}
    for letter in text:
        if letter.isupper():
            yield SHIFT, 1
        yield codes[letter.lower()], 1
        yield codes[letter.lower()], 0
        if letter.isupper():
            yield SHIFT, 0


def read(events: Iterator[tuple[int, int]], keys: LinuxKeys | None = None) -> str:
    keys = keys or LinuxKeys()
    return "".join(character for code, value in events if (character := keys.character(code, value)))


def test_every_symbol_of_a_code_is_read_from_its_key() -> None:
    """In capitals, as it is printed."""
    assert read(presses(ALPHABET)) == ALPHABET


def test_code_has_no_letter_that_layouts_disagree_on() -> None:
    """The German and the American layout swap Y and Z, and no code has either."""
    assert not GERMAN_SWAPS & set(ALPHABET)


def test_caps_lock_and_shift_cancel_each_other_for_letters() -> None:
    """And leave digits alone."""
    keys = LinuxKeys()
    keys.character(LINUX_CAPS_LOCK, 1)
    assert read(presses("A1"), keys) == "a1"


def test_held_keys_do_not_repeat() -> None:
    """The kernel's auto-repeat is not typing."""
    keys = LinuxKeys()
    assert [keys.character(30, value) for value in (1, 2, 2, 0)] == ["a", None, None, None]


def test_both_tables_know_the_same_characters() -> None:
    """A scanner reads the same through the window and through its own device."""
    assert set(HID.values()) == set(LINUX.values())
