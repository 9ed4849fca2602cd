"""What time it is after a power cut, and when that cannot be said."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from kiosk.alone.clock import CentreClock, KeptTime, Machine

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass
class Box:
    """A machine whose clock and boot can be set."""

    boot: str = "boot-1"
    seconds: float = 1000.0
    wall: datetime = NOW
    synchronised: bool = False

    def machine(self) -> Machine:
        """Asked by the clock."""
        return Machine(lambda: self.boot, lambda: self.seconds, lambda: self.wall, lambda: self.synchronised)


def heard(box: Box) -> tuple[CentreClock, KeptTime]:
    """A clock that has heard the centre."""
    clock = CentreClock(None, box.machine())
    return clock, clock.heard(NOW)


def test_time_goes_on_from_the_centres_last_word() -> None:
    """Somebody sets the machine's clock: no matter."""
    box = Box()
    clock, _ = heard(box)
    box.seconds, box.wall = 1090.0, datetime(2001, 1, 1, tzinfo=UTC)
    assert clock.now() == NOW + timedelta(seconds=90)


def test_restarted_program_goes_on_by_the_counter_of_the_boot() -> None:
    """The wall clock is not asked."""
    box = Box()
    _, kept = heard(box)
    box.seconds, box.wall = 4600.0, datetime(2001, 1, 1, tzinfo=UTC)
    assert CentreClock(kept, box.machine()).now() == NOW + timedelta(hours=1)


def test_restarted_machine_is_believed_when_synchronised_and_not_gone_back() -> None:
    """After a power cut a clock may stand where it was switched off, or in 1970."""
    box = Box()
    _, kept = heard(box)
    box.boot, box.seconds, box.wall = "boot-2", 20.0, NOW + timedelta(hours=8)
    assert CentreClock(kept, box.machine()).now() is None
    box.synchronised = True
    assert CentreClock(kept, box.machine()).now() == box.wall
    box.wall = NOW - timedelta(minutes=1)
    assert CentreClock(kept, box.machine()).now() is None


def test_never_heard_and_not_synchronised_nobody_knows() -> None:
    """As it comes out of the box; the first word of the centre settles it."""
    box = Box()
    clock = CentreClock(None, box.machine())
    assert clock.now() is None
    clock.heard(NOW)
    assert clock.now() == NOW


def test_this_machine_answers() -> None:
    """The real kernel has a boot and a counter."""
    clock = CentreClock(None)
    clock.heard(NOW)
    told = clock.now()
    assert told is not None
    assert timedelta() <= told - NOW < timedelta(minutes=5)
