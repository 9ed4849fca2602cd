"""A played day as a picture: waits and service level by hour, the line with the open counters, the estimates."""

from collections.abc import Sequence
from pathlib import Path

from matplotlib.axes import Axes

from lobby.look.tokens import LIGHT
from lobby.simulate.results.course import Course, Shown, Step
from lobby.simulate.results.drawing import BAR, COLOURS, by_hour, clock, over_the_day, percent, picture
from lobby.simulate.results.report import CLASSES, GOAL, WITHIN, came_in, estimate_line, title
from lobby.simulate.results.result import Result
from lobby.simulate.results.saying import Language, amount, speaker, value
from lobby.web.wording import Speaker

INCHES = (15.0, 9.5)
OVER = 75.0
"""Where "over an hour" is drawn, in minutes."""


def draw(result: Result, course: Course, path: Path, language: Language) -> None:
    """Write the picture.

    Raises:
        OSError: it cannot be written.
    """
    say = speaker(language)
    with picture(path, title(result, say), INCHES) as figure:
        (waits, levels), (queue, estimate) = figure.subplots(2, 2, width_ratios=(1.0, 1.0))
        _waits(waits, result, say)
        _levels(levels, result, say)
        _queue(queue, result, course, say)
        _estimate(estimate, result, course.shown, say)


def _waits(axes: Axes, result: Result, say: Speaker) -> None:
    hours = came_in(result)
    for side, visit_class in zip((-1, 1), CLASSES, strict=True):
        found = [value(result.figures, "wait", visit_class, hour) for hour in hours]
        at = [index + side * BAR / 2 for index in range(len(hours))]
        medians = [one.median or 0.0 if one is not None else 0.0 for one in found]
        highs = [one.p90 or 0.0 if one is not None else 0.0 for one in found]
        axes.bar(at, medians, BAR, color=COLOURS[visit_class], label=say(visit_class))
        axes.vlines(at, medians, highs, color=COLOURS[visit_class], linewidth=2)
        axes.plot(at, highs, "_", color=COLOURS[visit_class], markersize=9, markeredgewidth=2)
    axes.set_title(say("plot-waits"))
    axes.set_ylabel(say("plot-minutes"))
    axes.set_xlabel(say("plot-clock"))
    by_hour(axes, hours)
    axes.legend(loc="upper left", ncols=2)


def _levels(axes: Axes, result: Result, say: Speaker) -> None:
    hours = came_in(result)
    for mark, visit_class in zip("os", CLASSES, strict=True):
        found = [amount(result.figures, "service-level", visit_class, hour) for hour in hours]
        known = [(index, level) for index, level in enumerate(found) if level is not None]
        text = say("plot-level-of", who=say(visit_class), minutes=f"{WITHIN[visit_class]:g}")
        colour = COLOURS[visit_class]
        axes.plot(
            [at for at, _ in known], [level for _, level in known], mark + "-", color=colour, label=text
        )
        axes.axhline(GOAL[visit_class], color=colour, linewidth=1, linestyle=":")
    axes.set_title(say("plot-levels"))
    axes.set_xlabel(say("plot-clock"))
    by_hour(axes, hours)
    percent(axes)
    axes.legend(loc="best")


def _queue(axes: Axes, result: Result, course: Course, say: Speaker) -> None:
    steps = _busy(course.steps)
    at, waiting = [clock(step.at) for step in steps], [step.waiting for step in steps]
    axes.fill_between(at, waiting, step="post", color=LIGHT.action, alpha=0.25, linewidth=0)
    axes.step(at, waiting, where="post", color=LIGHT.action, linewidth=1.2, label=say("plot-waiting"))
    counters = [step.open_counters for step in steps]
    axes.step(
        at, counters, where="post", label=say("plot-open"), color=LIGHT.text, linewidth=1.4, linestyle="--"
    )
    text = say("plot-fault")
    for fault in result.faults:
        until = fault.until or fault.at
        axes.axvspan(
            clock(fault.at), max(clock(until), clock(fault.at) + 0.02), color=LIGHT.danger, alpha=0.25
        )
    if result.faults:
        axes.bar([0], [0], color=LIGHT.danger, alpha=0.25, label=text)
    axes.set_title(say("plot-queue"))
    axes.set_xlabel(say("plot-clock"))
    if steps:
        over_the_day(axes, [step.at for step in steps])
    axes.set_ylim(bottom=0)
    axes.legend(loc="upper left")


def _busy(steps: Sequence[Step]) -> list[Step]:
    """From the first counter that opens, or visitor who waits, to the last that closes."""
    used = [index for index, step in enumerate(steps) if step.open_counters or step.waiting]
    return list(steps[used[0] : used[-1] + 2]) if used else []


def _estimate(axes: Axes, result: Result, shown: Sequence[Shown], say: Speaker) -> None:
    axes.set_title(say("plot-estimate"), pad=24)
    line = estimate_line(result, say)
    axes.text(0, 1.02, line, transform=axes.transAxes, fontsize=9, color=LIGHT.muted)
    axes.set_xlabel(say("plot-actual"))
    axes.set_ylabel(say("plot-shown"))
    if not shown:
        text = say("plot-estimate-none")
        axes.text(0.5, 0.5, text, ha="center", transform=axes.transAxes, color=LIGHT.muted)
        axes.set(xticks=[], yticks=[])
        return
    for is_inside, colour, mark in ((True, LIGHT.success, "o"), (False, LIGHT.danger, "x")):
        some = [one for one in shown if one.is_inside is is_inside]
        highs = [OVER if one.high is None else one.high for one in some]
        middles = [(one.low + high) / 2 for one, high in zip(some, highs, strict=True)]
        waits = [one.wait for one in some]
        axes.vlines(waits, [one.low for one in some], highs, color=colour, linewidth=1, alpha=0.35)
        key = "plot-inside" if is_inside else "plot-outside"
        axes.plot(waits, middles, mark, color=colour, markersize=4, label=f"{say(key)}: {len(some)}")
    most = max(*(one.wait for one in shown), *(one.high or OVER for one in shown))
    axes.plot([0, most], [0, most], color=LIGHT.border, linewidth=1, zorder=0)
    axes.set_xlim(0, most * 1.02)
    axes.set_ylim(0, most * 1.02)
    axes.legend(loc="upper left")
