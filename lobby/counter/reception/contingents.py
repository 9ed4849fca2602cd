"""How many without a booking may come today, by service and half of the day, as rows of a table."""

from dataclasses import dataclass

from lobby.contract.state import Contingent, HalfDay
from lobby.counter.rows import Reading


@dataclass(frozen=True)
class Share:
    """One half of the day: how many may come, came, and are left."""

    count: int
    used: int

    @property
    def left(self) -> int:
        """How many may still come; none when it was lowered below what came."""
        return max(0, self.count - self.used)


@dataclass(frozen=True)
class ContingentRow:
    """One service; a half of the day without a contingent has None."""

    service: str
    name: str
    halves: dict[str, Share | None]


def contingent_rows(contingents: tuple[Contingent, ...], reading: Reading) -> tuple[ContingentRow, ...]:
    """One row for each service that has a contingent, in the order of the house."""
    known = {(one.service, one.half): Share(one.count, one.used) for one in contingents}
    order = list(reading.names.names)
    services = sorted(
        {one.service for one in contingents},
        key=lambda one: (order.index(one) if one in order else len(order), one),
    )
    return tuple(
        ContingentRow(one, reading.names.of(one), {half.value: known.get((one, half)) for half in HalfDay})
        for one in services
    )
