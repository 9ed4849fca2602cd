"""How many visitors without a booking a service takes in a half of the day, as a centre sets it for every day."""

from typing import Annotated

import msgspec

from lobby.contract.fields import Message, ServiceId
from lobby.contract.state import HalfDay

MOST = 999


class UsualContingent(Message, frozen=True, kw_only=True):
    """So many numbers without a booking for this service, each morning or each afternoon. 0: none at all."""

    service: ServiceId
    half: HalfDay
    count: Annotated[int, msgspec.Meta(ge=0, le=MOST)]
