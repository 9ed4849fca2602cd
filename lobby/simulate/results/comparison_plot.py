"""A comparison as a picture: waits and service level by hour, as it is (pale) and as it would be (full)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from matplotlib.axes import Axes

from lobby.look.tokens import LIGHT
from lobby.simulate.results.comparison import Comparison, HourRow
from lobby.simulate.results.comparison_report import comparison_title
from lobby.simulate.results.drawing import BAR, COLOURS, by_hour, percent, picture
from lobby.simulate.results.report import CLASSES, GOAL, WITHIN
from lobby.simulate.results.saying import Language, speaker
from lobby.web.wording import Speaker

INCHES = (15.0, 9.0)
PALE = 0.35
PALE_LINE: Final[dict[str, Any]] = {"linestyle": "--", "alpha": 0.6, "markerfacecolor": LIGHT.ground}
FULL_LINE: Final[dict[str, Any]] = {"linestyle": "-"}


def draw(comparison: Comparison, path: Path, language: Language) -> None:
    """Write the picture.

    Raises:
        OSError: it cannot be written.
    """
    say = speaker(language)
    with picture(path, comparison_title(comparison, say), INCHES) as figure:
        above, below = figure.subplots(2, 2)
        most = max((_most(row) for row in comparison.hours), default=1.0) or 1.0
        for waits, levels, visit_class in zip(above, below, CLASSES, strict=True):
            rows = [row for row in comparison.hours if row.visit_class == visit_class]
            _waits(waits, rows, visit_class, say)
            waits.set_ylim(0, most * 1.15)
            _levels(levels, rows, visit_class, say)


def _most(row: HourRow) -> float:
    return max(row.wait_before or 0.0, row.wait_after or 0.0)


def _waits(axes: Axes, rows: Sequence[HourRow], visit_class: str, say: Speaker) -> None:
    colour = COLOURS[visit_class]
    at = range(len(rows))
    before, after = [row.wait_before or 0.0 for row in rows], [row.wait_after or 0.0 for row in rows]
    axes.bar([one - BAR / 2 for one in at], before, BAR, color=colour, alpha=PALE, label=say("before"))
    axes.bar([one + BAR / 2 for one in at], after, BAR, color=colour, label=say("after"))
    axes.set_title(say("compare-waits", who=say(visit_class)))
    axes.set_ylabel(say("plot-minutes"))
    by_hour(axes, [row.hour for row in rows])
    axes.legend(loc="upper left", ncols=2)


def _levels(axes: Axes, rows: Sequence[HourRow], visit_class: str, say: Speaker) -> None:
    colour = COLOURS[visit_class]
    before = [(at, row.level_before) for at, row in enumerate(rows) if row.level_before is not None]
    after = [(at, row.level_after) for at, row in enumerate(rows) if row.level_after is not None]
    for points, style, key in ((before, PALE_LINE, "before"), (after, FULL_LINE, "after")):
        hours, levels = [at for at, _ in points], [level for _, level in points]
        axes.plot(hours, levels, marker="o", color=colour, label=say(key), **style)
    axes.axhline(GOAL[visit_class], color=colour, linewidth=1, linestyle=":")
    axes.set_title(say("compare-levels", who=say(visit_class), minutes=f"{WITHIN[visit_class]:g}"))
    axes.set_xlabel(say("plot-clock"))
    by_hour(axes, [row.hour for row in rows])
    percent(axes)
    axes.legend(ncols=2)
