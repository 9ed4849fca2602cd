"""From a journal to the table: reads the days, makes visits of the facts, puts every figure into its cells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from lobby.centre.journal import Journal
from lobby.contract.fields import Name
from lobby.figures import cells
from lobby.figures.availability import check_in, screens
from lobby.figures.bookings import LEAD_DAYS, due, leads
from lobby.figures.cells import BOOKED, WALK_IN, Places, Statistics
from lobby.figures.counters import open_periods
from lobby.figures.definitions import EARLY_MINUTES, LATE_MINUTES, ServiceLevel
from lobby.figures.estimates import error, is_inside
from lobby.figures.facts import Facts, read
from lobby.figures.hours import Floats, Hours, Ints, Span, Truths, hour_name, midnight
from lobby.figures.periods import Periods
from lobby.figures.table import Figures, Row, Value
from lobby.figures.visits import Outcome, Visits, serving_periods, visits_of

DAY = timedelta(days=1)
_CLASSES = {0: None, BOOKED: "booked", WALK_IN: "walk-in"}
_MINUTE = 60.0


@dataclass(frozen=True)
class _Days:
    """What was read for a span: the facts, the hours of all days that were read, how far the journal goes."""

    span: Span
    facts: Facts
    hours: Hours
    as_of: float

    def labels(self, moments: Floats) -> Ints:
        """The hour of each moment that lies in the span, by its label; −1 for the others."""
        index = self.hours.at(moments)
        inside = (moments >= midnight(self.span.first)) & (moments < midnight(self.span.last + DAY))
        return np.where(inside & (index >= 0), self.hours.labels[index], -1)


def figures_of(journal: Journal, centre: Name, span: Span, level: ServiceLevel | None = None) -> Figures:
    """All figures of a centre in a span, in every cell that somebody is in.

    Raises:
        JournalError: the journal cannot be read.
    """
    days = _read(journal, span)
    names = sorted(days.facts.services.numbers, key=lambda name: days.facts.services.numbers[name])
    found = dict(_measured(days, level or ServiceLevel(), len(names)))
    as_of = datetime.fromtimestamp(days.as_of, UTC) if np.isfinite(days.as_of) else None
    return Figures(
        centre=centre, first=span.first, last=span.last, as_of=as_of, rows=tuple(_rows(found, names))
    )


def _read(journal: Journal, span: Span) -> _Days:
    first, after = span.first - timedelta(days=LEAD_DAYS), span.last + DAY
    facts = read(journal.blocks(first, after))
    newest = journal.newest_at()
    as_of = -np.inf if newest is None else newest.timestamp()
    return _Days(span, facts, Hours.of(Span(first, after)), as_of)


def _measured(days: _Days, level: ServiceLevel, services: int) -> Iterator[tuple[str, Statistics]]:
    visits = visits_of(days.facts, days.hours, days.as_of)
    hour = days.labels(visits.checked_in)
    here = hour >= 0
    visit_class = np.where(visits.is_walk_in, WALK_IN, BOOKED)
    places = Places(hour, visits.service, visit_class).keep(here)
    table = _Table(places, services, here)
    yield from _counted(visits, table)
    yield from _timed(visits, table)
    yield from _levels(visits, table, level)
    yield from _estimates(visits, table)
    yield from _booked(days, visits, services)
    opened = open_periods(days.facts, days.hours, days.as_of)
    yield "occupancy", _occupancy(days, opened, services)
    for key, found in (
        ("availability", check_in(days.facts, opened, days.hours, days.as_of)),
        ("screen-availability", screens(days.facts, opened, days.hours, days.as_of)),
    ):
        known = _by_hour(days, found.known)
        yield key, _clock_share(known / _MINUTE, _by_hour(days, found.working), known, services)


@dataclass(frozen=True)
class _Table:
    """Where the visits of the span belong; columns of all visits are cut to those."""

    places: Places
    services: int
    here: Truths

    def count(self, which: Truths) -> Statistics:
        return cells.count(self.places, self.services, which[self.here])

    def share(self, parts: Truths | Floats, wholes: Truths) -> Statistics:
        return cells.share(self.places, self.services, parts[self.here].astype(np.float64), wholes[self.here])

    def spread(self, values: Floats) -> Statistics:
        return cells.spread(self.places, self.services, values[self.here])


def _counted(visits: Visits, table: _Table) -> Iterator[tuple[str, Statistics]]:
    everybody = np.ones(len(visits.visit), dtype=np.bool_)
    yield "visits", table.count(everybody)
    yield "served", table.count(visits.started)
    for key, outcome in (
        ("missed", Outcome.MISSED),
        ("withdrawn", Outcome.WITHDRAWN),
        ("unserved", Outcome.UNSERVED),
    ):
        yield key, table.count(visits.outcome == outcome)
    yield "abandon-rate", table.share(visits.outcome == Outcome.MISSED, everybody)


def _timed(visits: Visits, table: _Table) -> Iterator[tuple[str, Statistics]]:
    yield "wait", table.spread(waits(visits))
    yield "time-in-lobby", table.spread((visits.first_call - visits.checked_in) / _MINUTE)
    yield "way", table.spread((visits.at_counter - visits.first_call) / _MINUTE)
    yield "service-time", table.spread(visits.service_minutes)
    punctuality = (visits.checked_in - visits.slot) / _MINUTE
    yield "punctuality", table.spread(punctuality)
    yield "early", table.share(punctuality < -EARLY_MINUTES, ~visits.is_walk_in)
    yield "late", table.share(punctuality >= LATE_MINUTES, ~visits.is_walk_in)


def waits(visits: Visits) -> Floats:
    """Minutes from max(s, c) to the first call, never negative; NaN without a call."""
    waited = (visits.first_call - visits.credit_from) / _MINUTE
    return np.where(waited < 0, 0.0, waited)


def _levels(visits: Visits, table: _Table, level: ServiceLevel) -> Iterator[tuple[str, Statistics]]:
    limit = np.where(visits.is_walk_in, level.walk_in_minutes, level.booked_minutes)
    called_or_left = np.where(np.isnan(visits.first_call), visits.left, visits.first_call)
    waited = np.maximum(0.0, (called_or_left - visits.credit_from) / _MINUTE)
    abandoned = ~visits.started & (visits.outcome != Outcome.PRESENT)
    within = visits.started & (waited <= limit)
    yield "service-level", table.share(within, visits.started | (abandoned & (waited > limit)))
    yield "service-level-strict", table.share(within, visits.started | abandoned)


def _estimates(visits: Visits, table: _Table) -> Iterator[tuple[str, Statistics]]:
    wait = waits(visits)
    told = ~np.isnan(visits.low) & ~np.isnan(wait)
    yield "estimate-in-range", table.share(is_inside(visits.low, visits.high, wait), told)
    errors = error(visits.expected, wait)
    known = ~np.isnan(errors)
    yield "estimate-error", table.share(errors, known)
    squared = table.share(errors**2, known)
    yield "estimate-rmse", Statistics(squared.cell, squared.count, np.sqrt(squared.value))


def _booked(days: _Days, visits: Visits, services: int) -> Iterator[tuple[str, Statistics]]:
    bookings = due(days.facts, visits, days.hours, days.as_of)
    hour = days.labels(bookings.slot)
    places = Places(hour, bookings.service, np.full_like(bookings.service, BOOKED)).keep(hour >= 0)
    absent = (~bookings.came[hour >= 0]).astype(np.float64)
    yield "no-show-rate", cells.share(places, services, absent, np.ones(len(absent), dtype=np.bool_))
    made = leads(days.facts, days.span)
    nowhere = np.full_like(made.service, -1)
    yield (
        "lead-time",
        cells.spread(Places(nowhere, made.service, np.full_like(made.service, BOOKED)), services, made.days),
    )


def _occupancy(days: _Days, opened: Periods, services: int) -> Statistics:
    """Of so many times that somebody was served."""
    served = serving_periods(days.facts, days.hours, days.as_of)
    return _clock_share(
        _by_hour(days, _touching(days, *served)),
        _by_hour(days, days.hours.seconds_in(*served)),
        _by_hour(days, days.hours.seconds_in(opened.begins, opened.ends)),
        services,
    )


def _by_hour(days: _Days, amounts: Floats) -> Floats:
    """The whole span first, then each hour of the clock, from amounts for each hour of the days."""
    inside = np.flatnonzero(
        (days.hours.starts[:-1] >= midnight(days.span.first))
        & (days.hours.starts[:-1] < midnight(days.span.last + DAY))
    )
    column = np.bincount(days.hours.labels[inside], amounts[inside], cells.HOURS - 1)
    found: Floats = np.r_[column.sum(), column]
    return found


def _clock_share(counts: Floats, parts: Floats, wholes: Floats, services: int) -> Statistics:
    """`parts` of `wholes`, in all and by hour; no cell where there is no whole."""
    hour = np.flatnonzero(wholes > 0)
    cell = np.array([cells.cell_number(int(one), 0, 0, services) for one in hour], dtype=np.int64)
    return Statistics(cell, np.rint(counts[hour]).astype(np.int64), parts[hour] / wholes[hour])


def _touching(days: _Days, begins: Floats, ends: Floats) -> Floats:
    """How many periods begin in each hour."""
    index = days.hours.at(begins[ends > begins])
    return np.bincount(index[index >= 0], minlength=len(days.hours.labels)).astype(np.float64)


def _rows(found: Mapping[str, Statistics], names: list[str]) -> Iterator[Row]:
    by_cell: dict[int, dict[str, Value]] = {}
    for key, statistics in found.items():
        for cell, value in zip(statistics.cell.tolist(), _values(statistics), strict=True):
            by_cell.setdefault(cell, {})[key] = value
    places = {cell: cells.cell_of(cell, len(names)) for cell in by_cell}
    order = sorted(by_cell, key=lambda cell: _position(places[cell], names))
    for cell in order:
        hour, service, visit_class = places[cell]
        yield Row(
            hour=hour_name(hour - 1) if hour else None,
            service=names[service - 1] if service else None,
            visit_class=_CLASSES[visit_class],
            values=by_cell[cell],
        )


def _position(place: tuple[int, int, int], names: list[str]) -> tuple[str, str, int]:
    """Totals first, then as on a clock and by name."""
    hour, service, visit_class = place
    return hour_name(hour - 1) if hour else "", names[service - 1] if service else "", visit_class


def _values(statistics: Statistics) -> Iterator[Value]:
    median, p90 = statistics.median, statistics.p90
    if median is None or p90 is None:
        pairs = zip(statistics.count.tolist(), statistics.value.tolist(), strict=True)
        yield from (Value(count, value) for count, value in pairs)
        return
    columns = (statistics.count, statistics.value, median, p90)
    for count, value, middle, high in zip(*(column.tolist() for column in columns), strict=True):
        yield Value(count, value, middle, high)
