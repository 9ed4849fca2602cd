"""Public warnings as the city tells them to all its lobbies: one whole picture, already matched with the centres."""

from enum import StrEnum
from typing import Annotated

import msgspec

from lobby.contract.city import CloudEvent
from lobby.contract.fields import Instant, Message, Name

MOST_WARNINGS = 60
MOST_LANGUAGES = 12
WarningTag = Annotated[
    str,
    msgspec.Meta(pattern="^[a-z]{2,3}(-[a-z0-9]{2,8})*$", max_length=30, description="BCP 47, lower case"),
]


class WarningLevel(StrEnum):
    """How it shows: said, marked, or as a danger."""

    INFO = "info"
    WARNING = "warning"
    DANGER = "danger"


class WarningText(Message, frozen=True, kw_only=True):
    """What is said in one language. What to do is apart from what is the matter."""

    language: WarningTag
    headline: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    text: Annotated[str, msgspec.Meta(max_length=600)] = ""
    instruction: Annotated[str, msgspec.Meta(max_length=600)] = ""


class PublicWarning(Message, frozen=True, kw_only=True):
    """One warning, for these centres, from `starts` until `ends`."""

    id: Annotated[
        str, msgspec.Meta(pattern="^[0-9a-f]{16}$", description="digest of sender, identifier and texts")
    ]
    level: WarningLevel
    source: Annotated[str, msgspec.Meta(max_length=200)]
    sent: Instant
    starts: Instant
    ends: Instant
    centres: Annotated[tuple[Name, ...], msgspec.Meta(min_length=1, max_length=200)]
    texts: Annotated[tuple[WarningText, ...], msgspec.Meta(min_length=1, max_length=MOST_LANGUAGES)]
    drill: bool = False
    """An exercise or a test, shown because the city holds a drill; always marked as such."""


class Warnings(Message, frozen=True, kw_only=True):
    """All that are in force or will be, most serious first. `as_of`: when the sources were asked."""

    as_of: Instant
    warnings: Annotated[tuple[PublicWarning, ...], msgspec.Meta(max_length=MOST_WARNINGS)] = ()


class WarningsEvent(CloudEvent, frozen=True, kw_only=True):
    """type de.lobby.warnings.v1."""

    data: Warnings
