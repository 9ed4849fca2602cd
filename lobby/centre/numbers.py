"""Booking systems whose numbers visitors may type at a terminal, as the settings file names them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import msgspec

from lobby.contract.codes import ForeignNumbers, NumberedBookings
from lobby.contract.fields import Name, ShortText
from lobby.contract.state import BookingNumbers
from lobby.link.key_file import read_key

Digits = Annotated[int, msgspec.Meta(ge=4, le=11)]


class NumberSystem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One system: its name and key as in the settings of the program that hands its bookings over.

    `names` say what the confirmation calls the number, by language. Numbers with fewer than `least` digits are not
    taken: the fewer there are, the sooner one is guessed.
    """

    system: Name
    key: str
    least: Digits = 6
    most: Digits = 11
    names: dict[str, ShortText] = msgspec.field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what no number can be.

        Raises:
            ValueError: the shortest is longer than the longest.
        """
        if self.least > self.most:
            raise ValueError(f"least is {self.least}, more than most, {self.most}")

    def reader(self) -> NumberedBookings:
        """Reads its numbers.

        Raises:
            SettingsError: there is no key in the file.
        """
        key = read_key(Path(self.key), make=False)
        return NumberedBookings(ForeignNumbers(self.system, key), self.least, self.most)


def shape_of(systems: Sequence[NumberSystem]) -> BookingNumbers | None:
    """What terminals are told: the shape and the name, never the key; None where no numbers are taken."""
    if not systems:
        return None
    return BookingNumbers(
        least=min(one.least for one in systems),
        most=max(one.most for one in systems),
        names={tag: name for one in reversed(systems) for tag, name in one.names.items()},
    )
