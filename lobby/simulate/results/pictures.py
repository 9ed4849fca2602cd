"""The door to the drawings: matplotlib takes longer to load than a day to play, and is loaded only for a picture."""

import importlib
from pathlib import Path
from typing import Final

from lobby.simulate.results.comparison import Comparison
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


def draw_comparison(comparison: Comparison, path: Path, language: Language) -> None:
    """Two ways to run the same days.

    Raises:
        PlotError: it cannot be written.
    """
    _draw("lobby.simulate.results.comparison_plot", path, comparison, path, language)


def draw_day(result: Result, course: Course, path: Path, language: Language) -> None:
    """One played day.

    Raises:
        PlotError: it cannot be written.
    """
    _draw("lobby.simulate.results.plot", path, result, course, path, language)


def _draw(module: str, path: Path, *arguments: object) -> None:
    try:
        importlib.import_module(module).draw(*arguments)
    except OSError as error:
        raise PlotError(f"cannot draw {path}: {error.strerror or error}") from error
