"""Pages that say one thing: starting, closed, away, asking, are you still here, help, languages, the screen's name."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.moves_speech import LOUDEST, SOFTEST
from kiosk.session import Help, Terminal
from kiosk.troubles import Level
from kiosk.views import speech
from kiosk.views.blocks import Banner, Button, Fact
from kiosk.views.frame import LanguageView, languages
from lobby.contract.state import Closure
from lobby.look.catalogue import Catalogue

CALLED = frozenset({Help.ASKED, Help.CALLED, Help.COMING})


@dataclass(frozen=True)
class MessageView:
    """One heading, one or more sentences, perhaps controls."""

    heading: str
    lines: tuple[str, ...] = ()
    banner: Banner | None = None
    facts: tuple[Fact, ...] = ()
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True)
class WarningView:
    """Are you still here? `seconds` are left."""

    heading: str
    text: str
    seconds: int
    unit: str
    buttons: tuple[Button, ...]


@dataclass(frozen=True)
class LanguagesView:
    """All languages of the site."""

    heading: str
    languages: tuple[LanguageView, ...]


def starting_view(wording: Catalogue) -> MessageView:
    """Until the house is known."""
    return MessageView(wording.text("starting.heading"), (wording.text("starting.text"),))


def closed_view(terminal: Terminal, wording: Catalogue) -> MessageView:
    """Why, and when it goes on."""
    opening = terminal.house.opening if terminal.house else None
    closure = (opening.closure if opening else None) or Closure.HOURS
    lines = [wording.text(f"closed.{closure.value}.text")]
    facts: tuple[Fact, ...] = ()
    if opening is not None and opening.opens is not None and closure is not Closure.EVACUATION:
        when = wording.text(
            "slot.on", day=speech.day(wording, opening.opens), time=speech.clock(wording, opening.opens)
        )
        facts = (Fact(wording.text("closed.opens"), when),)
        if opening.closes is not None and opening.closes > opening.opens:
            facts = (*facts, Fact(wording.text("closed.until"), speech.clock(wording, opening.closes)))
    is_alarm = closure is Closure.EVACUATION
    level = Level.STOP if is_alarm else Level.CAUTION
    banner = Banner(level, wording.text(f"closed.{closure.value}.title"), is_alarm=is_alarm)
    return MessageView(wording.text(f"closed.{closure.value}.heading"), tuple(lines), banner, facts)


def away_view(wording: Catalogue) -> MessageView:
    """The queue service is not heard: reception does all the terminal does."""
    banner = Banner(Level.CAUTION, wording.text("away.title"))
    return MessageView(wording.text("away.heading"), (wording.text("away.text"),), banner)


def waiting_view(wording: Catalogue) -> MessageView:
    """An answer takes longer than usual."""
    return MessageView(wording.text("waiting.heading"), (wording.text("waiting.text"),))


def help_view(terminal: Terminal, wording: Catalogue) -> MessageView:
    """How it goes, and who helps; from a call on, how that stands."""
    if terminal.session.help in CALLED:
        return _called_view(terminal, wording)
    lines = [wording.text(f"help.{name}") for name in ("scan", "type", "walk-in", "aids")]
    if not terminal.config.typed_code:
        lines.pop(1)
    failed = terminal.session.help is Help.FAILED  # then the banner says where to go
    if failed:
        lines.pop()
    facts = () if failed else (Fact(wording.text("help.person"), wording.text("help.reception")),)
    call = (Button("call", wording.text("help.call"), is_main=True),) if terminal.linked else ()
    buttons = (*call, Button("back", wording.text("help.close"), is_main=not call))
    banner = Banner(Level.CAUTION, wording.text("help.unreachable")) if failed else None
    return MessageView(wording.text("help.heading"), tuple(lines), banner, facts, buttons)


def _called_view(terminal: Terminal, wording: Catalogue) -> MessageView:
    coming = terminal.session.help is Help.COMING
    state = "coming" if coming else "called"
    banner = Banner(Level.GOOD, wording.text(f"help.{state}"))
    again = (Button("call", wording.text("help.call-again")),) if coming and terminal.linked else ()
    buttons = (Button("back", wording.text("help.close"), is_main=True), *again)
    return MessageView(
        wording.text("help.stay"), (wording.text(f"help.{state}-text"),), banner, buttons=buttons
    )


def languages_view(terminal: Terminal, wording: Catalogue) -> LanguagesView:
    """Every language in its own name."""
    return LanguagesView(wording.text("languages.heading"), languages(terminal))


def speech_view(terminal: Terminal, wording: Catalogue) -> MessageView:
    """Reading aloud: once more, louder, softer, no more."""
    level = terminal.session.volume
    return MessageView(
        wording.text("speech.heading"),
        (wording.text("speech.intro"),),
        buttons=(
            Button("back", wording.text("speech.repeat"), is_main=True),
            Button("louder", wording.text("speech.louder"), is_enabled=level < LOUDEST),
            Button("softer", wording.text("speech.softer"), is_enabled=level > SOFTEST),
            Button("speech-end", wording.text("speech.end")),
        ),
    )


def warning_view(wording: Catalogue, seconds: int) -> WarningView:
    """One tap gives the page back."""
    return WarningView(
        wording.text("warning.heading"),
        wording.text("warning.text"),
        seconds,
        wording.text("warning.unit", n=seconds),
        (
            Button("more-time", wording.text("warning.more-time"), is_main=True),
            Button("done", wording.text("warning.leave")),
        ),
    )


def name_view(wording: Catalogue, device: str, now: datetime) -> MessageView:
    """For staff who look for this screen."""
    return MessageView(device, (wording.text("name.text", time=wording.clock(now.astimezone(speech.LOCAL))),))
