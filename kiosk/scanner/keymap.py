"""From keys to characters, as a US keyboard has them.

A scanner that plays keyboard presses the keys of some layout. Our codes are made of digits and letters that are on the
same keys in the German and the American layout, so whichever it is set to, and whatever the machine is set to, they
arrive as they are; only texts that are not ours suffer, and only in their signs.
"""

from collections.abc import Mapping

ENTER, TAB = "\n", "\t"

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_DIGITS = "1234567890"
_SHIFTED_DIGITS = "!@#$%^&*()"

HID: Mapping[int, tuple[str, str]] = (
    {4 + index: (letter, letter.upper()) for index, letter in enumerate(_LETTERS)}
    | {30 + index: pair for index, pair in enumerate(zip(_DIGITS, _SHIFTED_DIGITS, strict=True))}
    | {
        40: (ENTER, ENTER), 43: (TAB, TAB), 44: (" ", " "), 45: ("-", "_"), 46: ("=", "+"), 47: ("[", "{"),
        48: ("]", "}"), 49: ("\\", "|"), 51: (";", ":"), 52: ("'", '"'), 53: ("`", "~"), 54: (",", "<"),
        55: (".", ">"), 56: ("/", "?"), 88: (ENTER, ENTER),
    }
    | {84: ("/", "/"), 85: ("*", "*"), 86: ("-", "-"), 87: ("+", "+"), 99: (".", ".")}
    | {89 + index: (digit, digit) for index, digit in enumerate("1234567890")}
)  # fmt: skip
"""Characters of a key without and with shift, by USB HID usage (page 7), which is what SDL calls a scancode."""

LINUX: Mapping[int, tuple[str, str]] = (
    {2 + index: pair for index, pair in enumerate(zip(_DIGITS, _SHIFTED_DIGITS, strict=True))}
    | {16 + index: (letter, letter.upper()) for index, letter in enumerate("qwertyuiop")}
    | {30 + index: (letter, letter.upper()) for index, letter in enumerate("asdfghjkl")}
    | {44 + index: (letter, letter.upper()) for index, letter in enumerate("zxcvbnm")}
    | {
        12: ("-", "_"), 13: ("=", "+"), 15: (TAB, TAB), 26: ("[", "{"), 27: ("]", "}"), 28: (ENTER, ENTER),
        39: (";", ":"), 40: ("'", '"'), 41: ("`", "~"), 43: ("\\", "|"), 51: (",", "<"), 52: (".", ">"),
        53: ("/", "?"), 57: (" ", " "), 96: (ENTER, ENTER), 98: ("/", "/"), 55: ("*", "*"), 74: ("-", "-"),
        78: ("+", "+"), 83: (".", "."),
    }
    | dict(zip((79, 80, 81, 75, 76, 77, 71, 72, 73, 82), ((d, d) for d in _DIGITS), strict=True))
)  # fmt: skip
"""The same by Linux key code (input-event-codes.h)."""

LINUX_SHIFTS = frozenset({42, 54})
LINUX_CAPS_LOCK = 58
_PRESSED, _RELEASED = 1, 0


class LinuxKeys:
    """Follows shift and caps lock through a stream of Linux key events."""

    def __init__(self) -> None:
        self._held: set[int] = set()
        self._caps = False

    def character(self, code: int, value: int) -> str | None:
        """What this event types; None for releases, repeats and keys without a character."""
        if code in LINUX_SHIFTS:
            (self._held.add if value != _RELEASED else self._held.discard)(code)
            return None
        if value != _PRESSED:
            return None
        if code == LINUX_CAPS_LOCK:
            self._caps = not self._caps
            return None
        pair = LINUX.get(code)
        if pair is None:
            return None
        shifted = bool(self._held) != (self._caps and pair[0].isalpha())
        return pair[1] if shifted else pair[0]
