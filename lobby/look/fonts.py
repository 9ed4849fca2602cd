"""The faces of the house, from packages: Fira Sans, and IBM Plex Sans Arabic, which has the Latin letters too.

Neither is in the repository. Both are set by their file: Kivy's `font_name` takes a path.
"""

import os
import tempfile
from enum import IntEnum
from functools import cache
from pathlib import Path

import fontpkg_fira_sans
import fontpkg_ibm_plex_sans_arabic

from lobby.contract.config import Language
from lobby.look.shaping import is_right_to_left
from lobby.look.tabular import tabular_copy


class Weight(IntEnum):
    """Weights in use: text is medium, numbers and headings are bold."""

    REGULAR = 400
    MEDIUM = 500
    BOLD = 700


@cache
def face(weight: Weight = Weight.MEDIUM, language: Language = Language.DE) -> str:
    """Path of the face for text in this language; fit for Kivy's `font_name`."""
    style = weight.name.capitalize()
    if is_right_to_left(language):
        return str(Path(fontpkg_ibm_plex_sans_arabic.ROOT) / "files" / f"IBMPlexSansArabic-{style}.ttf")
    return str(Path(fontpkg_fira_sans.ROOT) / "files" / f"FiraSans-{style}.ttf")


@cache
def numerals(weight: Weight = Weight.BOLD) -> str:
    """Path of the face for clocks, ticket numbers and columns: Fira Sans, all digits equally wide."""
    home = os.environ.get("KIVY_HOME") or tempfile.mkdtemp(prefix="lobby-fonts-")
    return str(tabular_copy(Path(face(weight)), Path(home) / "fonts"))
