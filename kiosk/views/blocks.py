"""What pages are made of, as values."""

from dataclasses import dataclass

from kiosk.troubles import Level


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


@dataclass(frozen=True)
class Banner:
    """A result by icon, colour and words together."""

    level: Level
    text: str
    is_about_time: bool = False
    """Too early, too late, another day: shown with a clock."""


@dataclass(frozen=True)
class Fact:
    """A label and what it is; `aside` stands beside or under it, smaller."""

    label: str
    value: str
    aside: str | None = None
