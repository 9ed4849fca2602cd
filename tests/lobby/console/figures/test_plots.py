"""Plots: marks at places."""

import pytest

from lobby.console.figures.plots import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Column, draw, nice_most


@pytest.mark.parametrize(
    ("values", "most"), [([], 4), ([0.0], 4), ([0.7], 0.8), ([3.0, 9.5], 10), ([14.0], 20), ([41.0], 60)]
)
def test_an_axis_ends_at_a_round_number_above_all_values(values: list[float], most: float) -> None:
    """So that its quarters can be read."""
    assert nice_most(values) == pytest.approx(most)


def test_bars_of_two_series_stand_side_by_side_within_the_plot() -> None:
    """From the ground to their value; what is not known has no bar."""
    some = [Column(50.0, "half"), Column(None, ""), Column(100.0, "all")]
    plot = draw(
        ["08:00", "09:00", "02:00 B"], {"booked": some, "walk-in": some}, 100.0, " %", {"booked": 90.0}
    )
    assert [bar.says for bar in plot.bars] == ["half", "all"] * 2
    for bar in plot.bars:
        assert bar.x >= LEFT
        assert bar.x + bar.width <= WIDTH - RIGHT
        assert bar.y + bar.height == pytest.approx(HEIGHT - BOTTOM)
    ground = HEIGHT - BOTTOM - TOP
    assert [bar.height for bar in plot.bars[:2]] == [pytest.approx(ground / 2), pytest.approx(ground)]
    assert plot.bars[0].x + plot.bars[0].width == pytest.approx(plot.bars[2].x)
    assert [name for _, name in plot.hours] == ["08", "09", "02:00 B"]
    assert [name for _, name in plot.steps] == ["0 %", "25 %", "50 %", "75 %", "100 %"]
    assert plot.lines[0].y == pytest.approx(TOP + ground * 0.1)


def test_mean_and_high_value_stand_above_the_middle_of_their_bar() -> None:
    """Each with its own mark."""
    plot = draw(["08:00"], {"wait": [Column(5.0, "", high=10.0, mean=6.0)]}, 10.0, "")
    bar, (high, mean) = plot.bars[0], plot.dots
    assert (high.kind, mean.kind) == ("high", "mean")
    assert high.y == TOP < mean.y < bar.y
    assert high.x == mean.x == pytest.approx(bar.x + bar.width / 2)
