"""The settings file of `lobby simulate`."""

import msgspec

from lobby.contract.devices import DeviceKind
from lobby.contract.fields import Name
from lobby.link.settings import BrokerSettings, Settings


class SimulationTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The table [simulate]."""

    bookings: str | None = None
    """A day file made by `lobby bookings sample`; without it only people without a booking come."""
    clerks: int = 10
    """How many counters are worked at; the last ones, the first are left to people."""
    walk_ins_an_hour: float = 15.0
    kiosk: Name | None = "kiosk-1"
    """The terminal some visitors use, when nobody else does; none: all check in beside it."""
    rehearsal: Name = "rehearsal"
    """While this device is there, nobody simulated goes to the terminal."""
    city_account: Name = "centre-sim"
    always_open: bool = True
    """The other centres are open at any hour, for showing; else their hours hold."""


class SimulationSettings(Settings, frozen=True, kw_only=True):
    """A rehearsal account at the centre, and where the city's broker is for the other centres."""

    simulate: SimulationTable = msgspec.field(default_factory=SimulationTable)
    city_broker: BrokerSettings | None = None

    def at_the_city(self) -> Settings | None:
        """The account that speaks for the other centres."""
        if self.city_broker is None:
            return None
        return Settings(
            city=self.city,
            centre="city",
            device=self.simulate.city_account,
            kind=DeviceKind.CENTRE_SIM,
            state_dir=self.state_dir,
            broker=self.city_broker,
        )
