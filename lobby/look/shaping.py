"""Arabic script for renderers that only set glyphs from left to right.

Letters are joined first, lines are broken in reading order, and each line is then turned into the order it is seen in.
Numbers and Latin words keep their own direction.
"""

import re
import unicodedata
from itertools import zip_longest

import arabic_reshaper
from bidi.algorithm import get_display

from lobby.contract.config import Language
from lobby.look.lines import Measure, broken

_RIGHT_TO_LEFT = frozenset({Language.AR, Language.FA})
_FORMS_A = range(0xFB50, 0xFC00)
"""Presentation forms of Persian and other letters."""
_SENTENCE_END = re.compile(r"(?<=\D[.?!]) (?=[A-ZÄÖÜ])")
NON_JOINER = "\u200c"
"""Has no width and no picture."""


def _own_glyphs() -> dict[int, int | None]:
    """Isolated forms as the letters they are, since faces leave them out; no non-joiner, which has done its work."""
    table: dict[int, int | None] = {ord(NON_JOINER): None}
    for form in _FORMS_A:
        kind, _, letter = unicodedata.decomposition(chr(form)).partition(" ")
        if kind == "<isolated>" and " " not in letter:
            table[form] = int(letter, 16)
    return table


_OWN_GLYPHS = _own_glyphs()
# Vowel marks are left out, as on printed signs: a renderer that does not place marks sets them into the letters.
_RESHAPER = arabic_reshaper.ArabicReshaper({"delete_harakat": True, "support_ligatures": True})


def is_right_to_left(language: Language) -> bool:
    """Whether the language is written from right to left; the layout is mirrored then."""
    return language in _RIGHT_TO_LEFT


def has_right_to_left(text: str) -> bool:
    """Whether there is a letter in it that is written from right to left."""
    return any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)


def shape(line: str, language: Language) -> str:
    """One line, its letters joined and in the order they are seen from left to right."""
    if not is_right_to_left(language):
        return line
    return str(get_display(_RESHAPER.reshape(line).translate(_OWN_GLYPHS), base_dir="R"))


def seen(line: str, language: Language) -> str:
    """One line as `shape` has it, for a renderer that forms ligatures of its own.

    It would form them of letters that stand in the order they are seen, and that is always wrong: an alef before a lam
    would come out as a lam before an alef. A non-joiner between letters that are not joined keeps it from that.
    """
    line = shape(line, language)
    if not is_right_to_left(language):
        return line
    return "".join(
        one + NON_JOINER if _form(one) == "<initial>" and _form(right) == "<final>" else one
        for one, right in zip_longest(line, line[1:], fillvalue=" ")
    )


def laid_out(text: str, language: Language, width: float, measure: Measure) -> str:
    """The whole text as a left-to-right renderer has to be given it: broken, joined and turned, line by line.

    In plain German every sentence begins a line, as its rules ask. A text without a letter that is read from right to
    left, such as an address, keeps its order on every line, whatever the language.
    """
    if not has_right_to_left(text):
        language = Language.DE if is_right_to_left(language) else language
    if language is Language.DE_PLAIN:
        text = _SENTENCE_END.sub("\n", text)
    lines = broken(text, width, lambda line: measure(seen(line, language)))
    return "\n".join(seen(line, language) for line in lines)


def _form(letter: str) -> str:
    return unicodedata.decomposition(letter).partition(" ")[0]
