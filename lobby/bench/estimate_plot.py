"""Told and true waits of a bench's days as a picture."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from lobby.bench.estimate_trial import Answers

INK, OURS, BAND, DOT = "#1a2b3c", "#0b5c8a", "#cfe3ef", "#8fa3b3"
DPI = 110
_HOURS = np.arange(0, 7.01, 0.5)


def draw(said: Sequence[Answers], target: Path) -> None:
    """Left: each wait over what was expected. Right: errors by hour of the day, ours, the floor's and the others'."""
    figure = Figure(figsize=(11, 4.4), layout="constrained")
    left, right = figure.subplots(1, 2)
    told = [one for one in said if one.told is not None]
    expected, wait = (np.array(c) for c in zip(*((one.expected, one.wait) for one in told), strict=True))
    most = float(np.ceil(max(expected.max(), wait.max()) / 10) * 10)
    left.scatter(expected, wait, s=4, color=DOT, alpha=0.5, linewidths=0)
    left.plot([0, most], [0, most], color=INK, linewidth=1)
    left.set(xlabel="expected (min)", ylabel="waited (min)", xlim=(0, most), ylim=(0, most))
    left.set_title("Each visitor without a booking", loc="left")
    hour = np.digitize([one.hours for one in told], _HOURS) - 1
    series = {
        "our estimate": (expected - wait, OURS, 2.4),
        "floor": (np.array([one.floor for one in told]) - wait, INK, 1.2),
    }
    greys = ("#b07020", "#6a8a3a", "#9a9a9a")
    for name, colour in zip(told[0].others, greys, strict=True):
        series[name] = (np.array([one.others[name] for one in told]) - wait, colour, 1.2)
    for name, (errors, colour, width) in series.items():
        by_hour = [np.sqrt(np.mean(errors[hour == index] ** 2)) for index in range(len(_HOURS) - 1)]
        right.plot(8 + _HOURS[:-1] + 0.25, by_hour, color=colour, linewidth=width, label=name)
    right.set(xlabel="time of the day (h)", ylabel="RMSE (min)", ylim=(0, 40))
    right.set_title("Error by time of arrival", loc="left")
    right.legend(frameon=False, fontsize=9, loc="upper center", bbox_to_anchor=(0.5, -0.14), ncols=5)
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(target, dpi=DPI)
