"""What pages are made of, as values."""

from dataclasses import dataclass, field

from kiosk.troubles import Level
from lobby.contract.config import Language


@dataclass(frozen=True)
class Button:
    """A control with a label; the main one of a page is filled."""

    control: str
    label: str
    is_main: bool = False
    is_enabled: bool = True


@dataclass(frozen=True)
class Choice:
    """A large way to take: a title, what it means, an icon."""

    control: str
    title: str
    detail: str | None = None
    icon: str | None = None
    language: Language | None = None
    """Of the title, for speech; None: the page's."""
    german: str | None = None
    """The German name of what the title names, shown before the detail."""


@dataclass(frozen=True)
class Banner:
    """A result by icon, colour and words together."""

    level: Level
    text: str
    is_about_time: bool = False
    """Too early, too late, another day: shown with a clock."""
    is_alarm: bool = False
    """Everybody must see it: its whole ground has the colour."""


@dataclass(frozen=True)
class PhoneLink:
    """A link to take along as a QR code. `repr` leaves it out: whoever has it sees the visitor's page."""

    link: str = field(repr=False)
    title: str
    text: str


@dataclass(frozen=True)
class Fact:
    """A label and what it is; `german`, its German name, stands under it, smaller."""

    label: str
    value: str
    german: str | None = None
    language: Language | None = None
    """Of the value, for speech; None: the page's."""
