"""How pictures of results look, and how they are written: the product's colours and letters, the same bytes each time.

Blue is with a booking, brown without; what is told by colour is told by form or position as well.
"""

import contextlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from matplotlib import font_manager, rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from lobby.look.fonts import Weight, face
from lobby.look.tokens import LIGHT
from lobby.queueing.rules import LOCAL
from lobby.simulate.results.report import BOOKED, WALK_IN

COLOURS: Final = {BOOKED: LIGHT.action, WALK_IN: LIGHT.warning}
BAR: Final = 0.38
"""Width of one of two bars that stand side by side."""
DOTS_PER_INCH = 110
STYLE: Final[dict[Any, Any]] = {
    "axes.edgecolor": LIGHT.border, "axes.labelcolor": LIGHT.muted, "axes.titlecolor": LIGHT.text,
    "axes.spines.top": False, "axes.spines.right": False, "axes.titlelocation": "left", "axes.titlesize": 12,
    "axes.titlepad": 10, "xtick.color": LIGHT.muted, "ytick.color": LIGHT.muted, "grid.color": LIGHT.hairline,
    "axes.grid": True, "axes.grid.axis": "y", "axes.axisbelow": True, "legend.frameon": True,
    "legend.facecolor": LIGHT.ground, "legend.edgecolor": "none", "legend.framealpha": 0.85, "font.size": 10,
    "svg.fonttype": "path", "svg.hashsalt": "lobby",
}  # fmt: skip


@contextlib.contextmanager
def picture(path: Path, title: str, inches: tuple[float, float]) -> Iterator[Figure]:
    """A figure to draw on, written afterwards; the ending of the file's name says how (.svg, .png, .pdf).

    Raises:
        OSError: it cannot be written.
    """
    for weight in (Weight.REGULAR, Weight.MEDIUM):
        font_manager.fontManager.addfont(face(weight))
    family = font_manager.FontProperties(fname=face(Weight.REGULAR)).get_name()
    with rc_context({**STYLE, "font.family": family}):
        figure = Figure(figsize=inches, layout="constrained")
        FigureCanvasAgg(figure)
        figure.suptitle(title, x=0.01, ha="left", fontsize=15, color=LIGHT.text)
        yield figure
        figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else {}, dpi=DOTS_PER_INCH)


def clock(moment: datetime) -> float:
    """Hours of the local clock, 13.5 for half past one."""
    local = moment.astimezone(LOCAL)
    return local.hour + local.minute / 60 + local.second / 3600


def over_the_day(axes: Axes, moments: Sequence[datetime]) -> None:
    """An axis from the first of these moments to the last, with full hours."""
    first, last = clock(moments[0]), max(clock(moments[-1]), clock(moments[0]) + 1)
    axes.set_xlim(first, last)
    hours = range(int(first), int(last) + 2)
    axes.set_xticks([hour for hour in hours if first <= hour <= last])
    axes.set_xticklabels([f"{hour:02}" for hour in hours if first <= hour <= last])


def by_hour(axes: Axes, hours: Sequence[str]) -> None:
    """An axis with a place for each hour."""
    axes.set_xticks(range(len(hours)), [hour[:2] for hour in hours])
    axes.set_xlim(-0.6, len(hours) - 0.4)
    axes.set_ylim(bottom=0)


def percent(axes: Axes) -> None:
    """A vertical axis from 0 to 100 per cent."""
    axes.set_ylim(0, 1.04)
    axes.set_yticks([0, 0.2, 0.4, 0.6, 0.8, 1.0], [f"{part} %" for part in range(0, 101, 20)])
