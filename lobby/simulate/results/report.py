"""A result as a table with some sentences below."""

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from lobby.contract.state import Standing
from lobby.figures.definitions import ServiceLevel
from lobby.queueing.rules import LOCAL
from lobby.simulate.results.result import Result
from lobby.simulate.results.saying import Language, amount, number, share, speaker, value
from lobby.web.wording import Speaker

BOOKED, WALK_IN = "booked", str(Standing.WALK_IN)
CLASSES = (BOOKED, WALK_IN)
LEVEL = ServiceLevel()
WITHIN = {BOOKED: LEVEL.booked_minutes, WALK_IN: LEVEL.walk_in_minutes}
GOAL = {BOOKED: LEVEL.booked_share, WALK_IN: LEVEL.walk_in_share}


def show(result: Result, language: Language, console: Console) -> None:
    """Print it."""
    say = speaker(language)
    console.print(_table(result, say))
    for line in _lines(result, say):
        console.print(line)


def title(result: Result, say: Speaker) -> str:
    """Which day it was, and against what it was played."""
    against = "against-rules" if result.against == "rules" else "against-lobby"
    return say("title", name=result.name, date=result.date, seed=result.seed, against=say(against))


def hours_of(result: Result) -> list[str]:
    """The hours with anything to say, in order: also those in which the last were served."""
    return sorted({row.hour for row in result.figures.rows if row.hour is not None})


def came_in(result: Result) -> list[str]:
    """The hours in which somebody came, in order."""
    rows = result.figures.rows
    return sorted({row.hour for row in rows if row.hour is not None and "wait" in row.values})


def _table(result: Result, say: Speaker) -> Table:
    table = Table(
        title=title(result, say), title_justify="left", caption=say("waits-note"), caption_justify="left",
        box=SIMPLE_HEAD, padding=0,
    )  # fmt: skip
    table.add_column(say("hour"), no_wrap=True)
    for visit_class in CLASSES:
        within = say("within", minutes=f"{WITHIN[visit_class]:g}")
        for head in (say(f"head-{visit_class}"), *map(say, ("mean", "median", "p90")), within):
            table.add_column(head, justify="right", no_wrap=True)
    table.add_column(say("occupancy"), justify="right", no_wrap=True)
    for hour in hours_of(result):
        table.add_row(hour, *_cells(result, hour, say))
    table.add_section()
    table.add_row(say("all-day"), *_cells(result, None, say))
    return table


def _cells(result: Result, hour: str | None, say: Speaker) -> Iterator[str]:
    figures = result.figures
    for visit_class in CLASSES:
        wait = value(figures, "wait", visit_class, hour)
        yield number(amount(figures, "visits", visit_class, hour), say.language, 0)
        for part in (None, None, None) if wait is None else (wait.value, wait.median, wait.p90):
            yield number(part, say.language)
        yield share(amount(figures, "service-level", visit_class, hour))
    yield share(amount(figures, "occupancy", None, hour))


def _lines(result: Result, say: Speaker) -> Iterator[str]:
    figures = result.figures
    counts = {
        key: number(amount(figures, key) or 0, say.language, 0)
        for key in ("visits", "served", "missed", "withdrawn", "unserved")
    }
    if not result.complete:
        yield say("incomplete", time=f"{result.until.astimezone(LOCAL):%H:%M}")
    if result.rules:
        yield say("rules", rules=", ".join(f"{name} = {told}" for name, told in result.rules.items()))
    yield say("line-visits", people=result.people, visits=counts["visits"], served=counts["served"])
    yield say("line-lost", **{key: counts[key] for key in ("missed", "withdrawn", "unserved")})
    if any(result.happened.values()):
        yield say("line-beside", **{tag.replace("-", "_"): count for tag, count in result.happened.items()})
    if result.killed:
        yield say("line-killed", names=", ".join(result.killed))
    if result.turned_away:
        yield say("line-turned-away", reasons=", ".join(_reasons(result, say)))
    booked, walk_in = (amount(figures, "service-level", one) for one in CLASSES)
    yield say("line-level", booked=share(booked), walk_in=share(walk_in))
    yield say("line-no-show", share=share(amount(figures, "no-show-rate")))
    if estimate := estimate_line(result, say):
        yield estimate


def estimate_line(result: Result, say: Speaker) -> str:
    """How good the ranges were that people were shown; empty when none was."""
    figures = result.figures
    inside = value(figures, "estimate-in-range")
    if inside is None:
        return ""
    return say(
        "line-estimate",
        share=share(inside.value),
        error=number(amount(figures, "estimate-error"), say.language),
        rmse=number(amount(figures, "estimate-rmse"), say.language),
        count=inside.count,
    )


def _reasons(result: Result, say: Speaker) -> Iterator[str]:
    for reason, count in sorted(result.turned_away.items()):
        key = f"reason-{reason}" if say.has(f"reason-{reason}") else "reason-other"
        yield say(key, count=count, reason=reason)
