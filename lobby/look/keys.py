"""Keys that nobody pressed: from the mirror, on the main thread, through the way that a keyboard's go.

Scancodes are those of a US keyboard (USB HID usage page 7), as a scanner on its factory setting sends them.
"""

from kivy.core.window import Window

_ENTER, _TAB, _SPACE = 40, 43, 44
_PLAIN = {chr(ord("a") + i): 4 + i for i in range(26)} | {"0": 39} | {str(n): 29 + n for n in range(1, 10)}
_SIGNS = {
    "\n": _ENTER, "\r": _ENTER, "\t": _TAB, " ": _SPACE, "-": 45, "=": 46, "[": 47, "]": 48, "\\": 49, ";": 51,
    "'": 52, "`": 53, ",": 54, ".": 55, "/": 56,
}  # fmt: skip
_SHIFTED = {
    "_": 45, "+": 46, "{": 47, "}": 48, "|": 49, ":": 51, '"': 52, "~": 53, "<": 54, ">": 55, "?": 56,
    "!": 30, "@": 31, "#": 32, "$": 33, "%": 34, "^": 35, "&": 36, "*": 37, "(": 38, ")": 39,
}  # fmt: skip
_KEYCODES = {"\n": 13}


def scancode(letter: str) -> tuple[int, bool]:
    """The key for a letter and whether shift is held; (0, False) where a US keyboard has none."""
    if letter in _SHIFTED:
        return _SHIFTED[letter], True
    lower = letter.lower()
    return _PLAIN.get(lower, _SIGNS.get(letter, 0)), lower != letter and lower in _PLAIN


def send_text(text: str) -> None:
    """Press and release a key for each letter."""
    for letter in text:
        code, shift = scancode(letter)
        modifiers = ["shift"] if shift else []
        key = _KEYCODES.get(letter, ord(letter.lower()[0]))
        if not Window.dispatch("on_key_down", key, code, letter, modifiers):
            Window.dispatch("on_keyboard", key, code, letter, modifiers)
        if letter.isprintable():
            Window.dispatch("on_textinput", letter)
        Window.dispatch("on_key_up", key, code)
