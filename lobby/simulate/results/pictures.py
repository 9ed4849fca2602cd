"""The door to the drawings: matplotlib takes longer to load than a day to play, and is loaded only for a picture."""

import importlib
from pathlib import Path
from typing import Final

from lobby.simulate.results.course import Course
from lobby.simulate.results.result import Result
from lobby.simulate.results.saying import Language

KINDS: Final = (".svg", ".png", ".pdf")


class PlotError(Exception):
    """The picture could not be written; the text says why."""


def check_target(path: Path | None) -> None:
    """Ask before anything is played whether a picture could be written there.

    Raises:
        PlotError: it could not.
    """
    if path is None:
        return
    if path.suffix not in KINDS:
        raise PlotError(f"cannot draw {path}: the name of a picture ends in {', '.join(KINDS)}")
    if not path.absolute().parent.is_dir():
        raise PlotError(f"cannot draw {path}: there is no such folder")


def draw_day(result: Result, course: Course, path: Path, language: Language) -> None:
    """One played day.

    Raises:
        PlotError: it cannot be written.
    """
    try:
        importlib.import_module("lobby.simulate.results.plot").draw(result, course, path, language)
    except OSError as error:
        raise PlotError(f"cannot draw {path}: {error.strerror or error}") from error
