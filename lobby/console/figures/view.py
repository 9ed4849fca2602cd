"""What the page of figures shows of a table: cards, plots, tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lobby.console.figures.asked import CLASSES, Asked
from lobby.console.figures.plots import Column, Plot, draw, nice_most
from lobby.figures.definitions import BY_KEY, Kind, ServiceLevel, Unit
from lobby.figures.hours import REPEATED, hour_name
from lobby.figures.saying import NONE, number_text
from lobby.figures.table import Figures, Row, Value
from lobby.web.wording import Speaker

IN_TABLES = ("visits", "wait", "service-time", "service-level", "no-show-rate", "estimate-in-range")
PER_CENT = 100.0
LEVEL = ServiceLevel()
REPEATED_NAME = hour_name(REPEATED)


@dataclass(frozen=True)
class Card:
    """One figure in large, with what belongs to it below."""

    name: str
    value: str
    below: str


@dataclass(frozen=True)
class Drawn:
    """A plot with its heading; `legend` is kind and name of each mark. No plot: nothing is known."""

    key: str
    title: str
    note: str
    plot: Plot | None
    legend: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Cells:
    """A table: heads of two lines, and rows of a name and texts."""

    title: str
    first: str
    heads: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True)
class View:
    """A table of figures, cut to what was asked for."""

    figures: Figures
    asked: Asked
    say: Speaker

    def row(self, visit_class: str | None = None) -> Row | None:
        """Everybody who was asked for, or of those one class."""
        return self.figures.row(None, self.asked.service, visit_class or self.asked.visit_class)

    def cards(self) -> Iterator[Card]:
        """The day at a glance."""
        say = self.say
        yield Card(
            say("figure-visits"), self._text("visits"), say("figures-served", count=self._text("served"))
        )
        more = say("figures-more", p90=self._text("wait", "p90"), mean=self._text("wait"))
        yield _card(say("figures-wait-median"), self._text("wait", "median", unit=True), more)
        for one in self._classes():
            minutes, share = _target(one)
            target = say("figures-target", minutes=f"{minutes:g}", share=f"{share * PER_CENT:g}")
            name = f"{say('figure-service-level')}, {say(f'class-{one}')}"
            yield Card(name, self._text("service-level", visit_class=one), target)
        yield Card(say("figure-no-show-rate"), self._text("no-show-rate"), say("figures-of-slots"))
        below = say("figures-error", error=self._text("estimate-error"), rmse=self._text("estimate-rmse"))
        yield _card(say("figure-estimate-in-range"), self._text("estimate-in-range"), below)

    def plots(self) -> Iterator[Drawn]:
        """Waits, service level, no-shows, the estimate; each by hour."""
        yield self._waits()
        yield self._levels()
        for key in ("no-show-rate", "estimate-in-range"):
            yield self._shares(key)

    def tables(self) -> Iterator[Cells]:
        """The same as numbers, by hour; and by service when none was chosen."""
        rows = [(row.hour or "", row) for row in self._hours()]
        yield self._cells("by-hour", "column-hour", rows)
        if self.asked.service is None:
            wanted = self.asked.visit_class
            services = [row for row in self.figures.rows if row.hour is None and row.visit_class == wanted]
            named = [(row.service, row) for row in services if row.service is not None]
            yield self._cells("by-service", "column-service", named)

    def _waits(self) -> Drawn:
        say, hours = self.say, self._axis()
        columns = [self._wait(hour) for hour in hours]
        known = [
            one for column in columns for one in (column.value, column.high, column.mean) if one is not None
        ]
        plot = draw(hours, {"wait": columns}, nice_most(known), "") if known else None
        marks = (("wait", "column-median"), ("high", "column-p90"), ("mean", "column-mean"))
        legend = [(kind, say(key)) for kind, key in marks]
        return Drawn("wait", say("figures-waits"), say("note-wait"), plot, legend)

    def _wait(self, hour: str) -> Column:
        row = self.figures.row(hour, self.asked.service, self.asked.visit_class)
        value = row.values.get("wait") if row else None
        if value is None:
            return Column(None, "")
        parts = (value.median, value.p90, value.value)
        median, p90, mean = (number_text(one, Unit.MINUTES, self.say.language) for one in parts)
        says = self.say("figures-wait-says", hour=hour, median=median, p90=p90, mean=mean, count=value.count)
        return Column(value.median, says, value.p90, value.value)

    def _levels(self) -> Drawn:
        hours = self._axis()
        kinds = list(self._classes())
        series = {kind: [self._share("service-level", hour, kind) for hour in hours] for kind in kinds}
        targets = {kind: _target(kind)[1] * PER_CENT for kind in kinds}
        known = any(column.value is not None for columns in series.values() for column in columns)
        plot = draw(hours, series, PER_CENT, " %", targets) if known else None
        legend = [(kind, self.say(f"class-{kind}")) for kind in kinds]
        legend += [(f"target target--{kind}", self._target_name(kind)) for kind in kinds]
        return Drawn(
            "service-level", self.say("figures-levels"), self.say("note-service-level"), plot, legend
        )

    def _target_name(self, kind: str) -> str:
        minutes, share = _target(kind)
        return self.say("figures-target-line", share=f"{share * PER_CENT:g}", minutes=f"{minutes:g}")

    def _shares(self, key: str) -> Drawn:
        hours = self._axis()
        columns = [self._share(key, hour, self.asked.visit_class) for hour in hours]
        known = [column.value for column in columns if column.value is not None]
        most = nice_most(known) if key == "no-show-rate" else PER_CENT
        plot = draw(hours, {"share": columns}, most, " %") if known else None
        return Drawn(key, self.say(f"figures-{key}"), self.say(f"note-{key}"), plot, ())

    def _share(self, key: str, hour: str, visit_class: str | None) -> Column:
        row = self.figures.row(hour, self.asked.service, visit_class)
        value = row.values.get(key) if row else None
        if value is None or value.value is None:
            return Column(None, "")
        text = number_text(value.value, Unit.SHARE, self.say.language)
        says = self.say("figures-share-says", hour=hour, share=text, count=value.count)
        return Column(value.value * PER_CENT, says)

    def _hours(self) -> Iterator[Row]:
        wanted = (self.asked.service, self.asked.visit_class)
        return (row for row in self.figures.rows if row.hour is not None and row.key[1:] == wanted)

    def _axis(self) -> Sequence[str]:
        """From the first hour to the last, also those in between in which nobody was there."""
        known = {row.hour for row in self._hours()}
        clock = [hour_name(label) for label in range(24)]
        if REPEATED_NAME in known:
            clock.insert(3, REPEATED_NAME)
        there = [at for at, hour in enumerate(clock) if hour in known]
        return clock[there[0] : there[-1] + 1] if there else []

    def _classes(self) -> Sequence[str]:
        return (self.asked.visit_class,) if self.asked.visit_class else CLASSES

    def _text(
        self, key: str, part: str = "value", *, unit: bool = False, visit_class: str | None = None
    ) -> str:
        row = self.row(visit_class)
        value = row.values.get(key) if row else None
        if value is None:
            return NONE
        text = number_text(getattr(value, part), BY_KEY[key].unit, self.say.language)
        return f"{text} {self.say(f'unit-{BY_KEY[key].unit.value}')}" if unit and text != NONE else text

    def _cells(self, title: str, first: str, rows: Sequence[tuple[str, Row]]) -> Cells:
        say = self.say
        heads = [
            f"{say(f'short-{key}')} {say(f'short-{part}')}" if part else say(f"short-{key}")
            for key in IN_TABLES
            for part in _parts(key)
        ]
        texts = [
            (name, [text for key in IN_TABLES for text in self._texts(key, row.values.get(key))])
            for name, row in rows
        ]
        return Cells(say(title), say(first), heads, texts)

    def _texts(self, key: str, value: Value | None) -> Iterator[str]:
        for part in _parts(key):
            number = None if value is None else getattr(value, {"": "value", "mean": "value"}.get(part, part))
            yield number_text(number, BY_KEY[key].unit, self.say.language)


def _card(name: str, value: str, below: str) -> Card:
    """Nothing stands below a figure that says nothing."""
    return Card(name, value, "" if value == NONE else below)


def _parts(key: str) -> Sequence[str]:
    return ("median", "p90", "mean") if BY_KEY[key].kind is Kind.SPREAD else ("",)


def _target(visit_class: str) -> tuple[float, float]:
    """Minutes and share of the service level."""
    if visit_class == "booked":
        return LEVEL.booked_minutes, LEVEL.booked_share
    return LEVEL.walk_in_minutes, LEVEL.walk_in_share
