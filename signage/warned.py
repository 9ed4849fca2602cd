"""Public warnings on a display: which one shows now, and its words. Pure.

A warning takes the place of notice and pictures, never that of a call. With several in force they take turns.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lobby.contract.warnings import PublicWarning, WarningLevel, Warnings, WarningText
from lobby.look.catalogue import Catalogue
from signage.speech import Speech

TURN_SECONDS = 12
"""How long one of several stands, in whole seconds of the house's clock."""
LONGEST_SECOND = 220


@dataclass(frozen=True)
class Warned:
    """The words of one warning. `mark` says what it is and, in a drill, that it is none; `source` who and how long."""

    mark: str
    headline: str
    text: str
    instruction: str
    second: str
    second_headline: str
    source: str
    danger: bool
    drill: bool

    @property
    def beside(self) -> str:
        """All of it in a few lines, for a zone beside calls."""
        return "\n".join(
            part for part in (self.headline, self.second_headline, self.instruction or self.text) if part
        )


def warned(warnings: Warnings | None, centre: str, speech: Speech, now: datetime) -> Warned | None:
    """What to show at this local time; None while nothing is in force here."""
    listed = () if warnings is None else warnings.warnings
    here = [one for one in listed if centre in one.centres and one.starts <= now < one.ends]
    if not here:
        return None
    return _words(here[int(now.timestamp() // TURN_SECONDS) % len(here)], speech, now)


def _words(warning: PublicWarning, speech: Speech, now: datetime) -> Warned:
    first = _said(warning.texts, speech.first.language) or warning.texts[0]
    second = _second(warning.texts, first, speech)
    mark = speech.caption("warning.drill" if warning.drill else "warning")
    drill = f"{speech.text('drill')}: " if warning.drill else ""
    also = f"{speech.also('drill')}: " if warning.drill else ""
    return Warned(
        mark=" · ".join(part for part in (mark.first, mark.second) if part),
        headline=drill + first.headline,
        text=first.text,
        instruction=first.instruction,
        second="" if second is None else also + _in_brief(second),
        second_headline="" if second is None else also + second.headline,
        source=speech.text(
            "warning.source",
            source=warning.source,
            time=_moment(warning.sent, speech.first, now),
            until=_moment(warning.ends, speech.first, now),
        ),
        danger=warning.level is WarningLevel.DANGER,
        drill=warning.drill,
    )


def _second(texts: Sequence[WarningText], first: WarningText, speech: Speech) -> WarningText | None:
    """In the second language of the display; without it in English, where the first is another."""
    if speech.second is None:
        return None
    found = _said(texts, speech.second.language) or _said(texts, "en")
    return None if found is first else found


def _said(texts: Sequence[WarningText], language: str) -> WarningText | None:
    return next((one for one in texts if one.language == language), None)


def _in_brief(text: WarningText) -> str:
    whole = f"{text.headline} – {text.instruction}" if text.instruction else text.headline
    return whole if len(whole) <= LONGEST_SECOND else text.headline


def _moment(moment: datetime, catalogue: Catalogue, now: datetime) -> str:
    local = moment.astimezone(now.tzinfo)
    hour = catalogue.oclock(local)
    return hour if local.date() == now.date() else f"{catalogue.day(local.date())}, {hour}"
