"""The constrained field types that messages are made of."""

from datetime import datetime
from typing import Annotated

import msgspec

CommandId = Annotated[
    str, msgspec.Meta(pattern="^[A-Za-z0-9-]{8,64}$", description="makes a command idempotent")
]
Name = Annotated[str, msgspec.Meta(pattern="^[a-z0-9][a-z0-9-]{0,39}$", description="one topic level")]
VisitId = Annotated[
    str, msgspec.Meta(pattern="^[A-Za-z0-9-]{8,64}$", description="random, says nothing of a person")
]
BookingId = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{16}$", description="8 random bytes")]
Epoch = Annotated[
    str, msgspec.Meta(pattern="^[A-Za-z0-9-]{8,64}$", description="generation of a journal or a program")
]
Number = Annotated[
    str,
    msgspec.Meta(pattern="^[AFJLRX][1-9][0-9]{2}$", description="ticket number: family letter, 101 to 999"),
]
Place = Annotated[
    str, msgspec.Meta(pattern="^[0-9A-Za-z]{1,4}$", description="what stands on the counter's sign")
]
Instant = Annotated[datetime, msgspec.Meta(tz=True, description="RFC 3339, with offset")]
ServiceId = Name
Persons = Annotated[int, msgspec.Meta(ge=1, le=20)]
Count = Annotated[int, msgspec.Meta(ge=0)]
Rev = Annotated[int, msgspec.Meta(ge=0, description="grows with each change inside one epoch")]
Text = Annotated[str, msgspec.Meta(max_length=400)]
ShortText = Annotated[str, msgspec.Meta(max_length=80)]
LONGEST_ADDRESS = 150
"""Of a web address: its QR code has to be read off a terminal by any phone."""
WEB_ADDRESS = "^https://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[!-~]*)?$"
WebAddress = Annotated[
    str, msgspec.Meta(pattern=WEB_ADDRESS, max_length=LONGEST_ADDRESS, description="https, ASCII")
]
Note = Annotated[str, msgspec.Meta(max_length=200)]


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all that travels. Unknown fields are ignored (a newer sender); wrong types and values are refused."""
