"""Plots by hour as marks at places: a template draws them as SVG. What colour tells, form tells as well."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log10

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 46, 8, 10, 30
TICKS = 4
BAR_PART = 0.62
MOST_BAR = 34.0


@dataclass(frozen=True)
class Bar:
    """`kind` is how it looks: its class in the style sheet."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    says: str


@dataclass(frozen=True)
class Dot:
    """A mark at a place: `high` (a short line) or `mean` (a diamond)."""

    x: float
    y: float
    half: float
    kind: str


@dataclass(frozen=True)
class Line:
    """Across the plot, with a name at its right end: what is to be reached."""

    y: float
    kind: str


@dataclass(frozen=True)
class Plot:
    """Marks, and the names of both axes' steps."""

    hours: Sequence[tuple[float, str]]
    steps: Sequence[tuple[float, str]]
    bars: Sequence[Bar]
    dots: Sequence[Dot] = ()
    lines: Sequence[Line] = ()


@dataclass(frozen=True)
class Column:
    """What one hour shows of one series; None where nothing is known or it is withheld."""

    value: float | None
    says: str
    high: float | None = None
    mean: float | None = None


Series = Mapping[str, Sequence[Column]]
"""Columns of all hours by the kind of bar."""


def nice_most(values: Sequence[float]) -> float:
    """The end of an axis: 1, 2, 4 or 8 times a power of ten, so that quarters of it are round."""
    most = max(values, default=0.0)
    if most <= 0:
        return float(TICKS)
    power = 10.0 ** ceil(log10(most) - 1)
    return next(part * power for part in (1.0, 2.0, 4.0, 6.0, 8.0, 10.0, 20.0) if part * power >= most)


def draw(
    hours: Sequence[str], series: Series, most: float, unit: str, targets: Mapping[str, float] | None = None
) -> Plot:
    """The plot of some series side by side, from 0 to `most`; targets are lines across, by the kind of bar."""
    band = (WIDTH - LEFT - RIGHT) / max(1, len(hours))
    bars: list[Bar] = []
    dots: list[Dot] = []
    width = min(MOST_BAR, band * BAR_PART / max(1, len(series)))
    for number, (kind, columns) in enumerate(series.items()):
        shift = (number - (len(series) - 1) / 2) * width
        for at, column in enumerate(columns):
            middle = LEFT + band * (at + 0.5) + shift
            if column.value is not None:
                top = _y(column.value, most)
                bars.append(Bar(middle - width / 2, top, width, HEIGHT - BOTTOM - top, kind, column.says))
            dots += [Dot(middle, _y(value, most), width / 2, mark) for mark, value in _marks(column)]
    return Plot(
        hours=[(LEFT + band * (at + 0.5), hour.removesuffix(":00")) for at, hour in enumerate(hours)],
        steps=[
            (_y(most * step / TICKS, most), f"{most * step / TICKS:g}{unit}") for step in range(TICKS + 1)
        ],
        bars=bars,
        dots=dots,
        lines=[Line(_y(value, most), kind) for kind, value in (targets or {}).items()],
    )


def _marks(column: Column) -> Iterator[tuple[str, float]]:
    if column.high is not None:
        yield "high", column.high
    if column.mean is not None:
        yield "mean", column.mean


def _y(value: float, most: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * min(value, most) / most
