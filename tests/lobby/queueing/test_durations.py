"""What a day leaves to the next."""

from lobby.contract.measured import CasesOfHour, Sums
from lobby.queueing.durations import FADING, Durations, Lesson, faded


def test_older_days_fade() -> None:
    """A day counts less each day, what is new counts whole."""
    assert faded(Sums(10, 100, 1000), Sums(1, 7, 49)) == Sums(
        10 * FADING + 1, 100 * FADING + 7, 1000 * FADING + 49
    )
    durations = Durations()
    durations.take(Lesson("case", 7.0, "id-card", 9))
    carried = durations.carried(2, 18)
    assert carried.cases == (CasesOfHour(service="id-card", hour=9, sums=Sums(1, 7, 49)),)
    assert (carried.due, carried.absent) == (2, 2)
    assert len(carried.punctuality) == 18
