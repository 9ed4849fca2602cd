"""Moves of identifying: a code is scanned or typed, the queue service answers, the visitor confirms."""

from dataclasses import replace
from datetime import timedelta

import msgspec

from kiosk import moves_help
from kiosk.guessing import after_right, after_wrong, pause_until
from kiosk.inputs import Answered, Ask, Input, Moment, Scanned, Touched, Unanswered
from kiosk.moves import Step, is_out_of_use, leave, rest_screen
from kiosk.reading import Shaped, scanned, typed_so_far
from kiosk.session import (
    Asked,
    Found,
    Screen,
    Terminal,
    Trouble,
    at,
    begun_anew,
    fresh_session,
    needs_service,
)
from kiosk.troubles import SERVICE_AWAY, TYPING_PAUSED, WAYS, key_of
from lobby.contract.answers import AnyAnswer, CheckedIn, Identified, Reason, Refused
from lobby.contract.codes import CodeFault
from lobby.contract.requests import CheckIn, Identify

SAME_CODE_QUIET = timedelta(seconds=2)
"""Scanners read a code again and again while it is held to them."""


def scan(terminal: Terminal, event: Input, moment: Moment) -> Step:
    """A text from the scanner, on a page that listens."""
    if not isinstance(event, Scanned) or is_out_of_use(terminal):
        return terminal, ()
    reading = scanned(event.text)
    if isinstance(reading, CodeFault):
        return _unreadable(terminal, reading, moment)
    if _is_repeated(terminal, reading.text, moment):
        return terminal, ()
    if terminal.session.is_asking:
        return _second_while_asking(terminal, reading.text), ()
    if reading.typed and pause_until(terminal.guesses, moment.now):
        return paused(terminal, moment)
    return identify(terminal, reading, moment)


def identify(terminal: Terminal, code: Shaped, moment: Moment) -> Step:
    """Ask what a code stands for; check in at once where the site does not ask back."""
    is_next_visitor = terminal.screen is Screen.NUMBER and terminal.session.code != code.text
    before = fresh_session(terminal.config) if is_next_visitor else begun_anew(terminal.session)
    session = replace(before, code=code.text, code_typed=code.typed, code_at=moment.now)
    begun = replace(terminal, session=session)
    if terminal.config.confirm_check_in:
        return ask(begun, Identify(id=moment.fresh_id, code=code.text))
    return ask(begun, check_in(begun, moment))


def ask(terminal: Terminal, request: Asked) -> Step:
    """Send it; the page stays until the answer, or until it takes long."""
    return at(terminal, terminal.screen, asking=request, failed=False), (Ask(request),)


def confirm(terminal: Terminal, _event: Input, moment: Moment) -> Step:
    """Yes, this is me."""
    if terminal.session.is_asking or terminal.session.code is None:
        return terminal, ()
    return ask(terminal, check_in(terminal, moment))


def confirm_scan(terminal: Terminal, event: Input, moment: Moment) -> Step:
    """Another code while the first one waits to be confirmed: ask for it too, then let the visitor choose."""
    if not isinstance(event, Scanned) or terminal.session.is_asking:
        return terminal, ()
    reading = scanned(event.text)
    if isinstance(reading, CodeFault) or reading.text == terminal.session.code:
        return terminal, ()
    request = Identify(id=moment.fresh_id, code=reading.text)
    return ask(at(terminal, terminal.screen, second=reading.text), request)


def choose(terminal: Terminal, event: Input, _moment: Moment) -> Step:
    """Which of the two bookings is meant."""
    found = terminal.session.found
    if not isinstance(event, Touched) or not event.value.isdigit() or int(event.value) >= len(found):
        return terminal, ()
    chosen = found[int(event.value)]
    return _known_or_new(at(terminal, terminal.screen, code=chosen.code, found=(chosen,)), chosen.identified)


def submit_typed(terminal: Terminal, _event: Input, moment: Moment) -> Step:
    """The typed code is whole and its check symbol fits: ask."""
    if terminal.session.is_asking:
        return terminal, ()
    reading = typed_so_far(terminal.session.typed, terminal.numbers)
    if not isinstance(reading, Shaped):
        return terminal, ()
    if pause_until(terminal.guesses, moment.now):
        return paused(terminal, moment)
    return identify(terminal, reading, moment)


def paused(terminal: Terminal, moment: Moment) -> Step:
    """Too many wrong codes were typed here: say when it goes on."""
    trouble = Trouble(TYPING_PAUSED, until=pause_until(terminal.guesses, moment.now))
    return at(terminal, Screen.PROBLEM, trouble=trouble, typed="", back_to=None), ()


def answered(terminal: Terminal, event: Input, moment: Moment) -> Step:
    """The answer to the open request; any other answer is of a visitor who has left."""
    session = terminal.session
    if isinstance(event, Answered) and moves_help.is_about_help(terminal, event.answer.id):
        return moves_help.answered(terminal, event)
    if not isinstance(event, Answered) or session.asking is None or event.answer.id != session.asking.id:
        return terminal, ()
    terminal = at(terminal, _below(terminal), asking=None, failed=False, back_to=None, code_at=moment.now)
    return _taken(terminal, event.answer, moment)


def _taken(terminal: Terminal, answer: AnyAnswer, moment: Moment) -> Step:
    first = terminal.session.first
    match answer:
        case Identified() as identified:
            return _identified(terminal, identified, moment)
        case CheckedIn() as result:
            return _checked_in(terminal, result, moment)
        case Refused() if first is not None:  # the first of two has its number
            return numbered(terminal, first)
        case Refused() as refused:
            return _refused(terminal, refused, moment)
    return terminal, ()


def _checked_in(terminal: Terminal, result: CheckedIn, moment: Moment) -> Step:
    """A number; of two bookings that of the first, once the second has one as well."""
    first, also = terminal.session.first, terminal.session.also
    if also is not None:
        second = replace(terminal, session=replace(terminal.session, code=also))
        request = msgspec.structs.replace(check_in(second, moment), with_visit=result.ticket.visit)
        return ask(at(terminal, terminal.screen, first=result, also=None), request)
    if first is not None:
        return numbered(at(terminal, terminal.screen, other=result.ticket), first)
    return numbered(terminal, result)


def unanswered(terminal: Terminal, event: Input, _moment: Moment) -> Step:
    """No queue service: reception helps. The request is kept, so that trying again cannot count twice."""
    asking = terminal.session.asking
    if isinstance(event, Unanswered) and moves_help.is_about_help(terminal, event.id):
        return moves_help.unanswered(terminal, event)
    if not isinstance(event, Unanswered) or asking is None or asking.id != event.id:
        return terminal, ()
    if terminal.is_alone and not needs_service(asking):
        return ask(terminal, asking)
    if terminal.session.first is not None:
        return numbered(at(terminal, terminal.screen, asking=None, back_to=None), terminal.session.first)
    return at(terminal, Screen.PROBLEM, failed=True, trouble=Trouble(SERVICE_AWAY), back_to=None), ()


def again(terminal: Terminal, event: Input, moment: Moment) -> Step:
    """The same request once more, under the same id."""
    session = terminal.session
    if session.is_asking:
        return terminal, ()
    if session.asking is None:
        return leave(terminal, event, moment)
    return ask(terminal, session.asking)


def check_in(terminal: Terminal, moment: Moment) -> CheckIn:
    """The request of whoever stands here: this code, so many of us."""
    session = terminal.session
    return CheckIn(
        id=moment.fresh_id, code=session.code or "", persons=session.persons, language=session.language.value
    )


def _is_repeated(terminal: Terminal, text: str, moment: Moment) -> bool:
    session = terminal.session
    if session.code != text:
        return False
    return session.is_asking or (
        session.code_at is not None and moment.now - session.code_at < SAME_CODE_QUIET
    )


def _second_while_asking(terminal: Terminal, text: str) -> Terminal:
    if not isinstance(terminal.session.asking, Identify):
        return terminal
    return at(terminal, terminal.screen, second=text)


def _below(terminal: Terminal) -> Screen:
    session = terminal.session
    if terminal.screen in (Screen.WAITING, Screen.WARNING):
        return session.back_to or rest_screen(terminal)
    return terminal.screen


def _identified(terminal: Terminal, identified: Identified, moment: Moment) -> Step:
    session = terminal.session
    code = session.second if session.found and session.second else session.code
    found = (*session.found, Found(code or "", identified))
    guesses = after_right() if session.code_typed else terminal.guesses
    terminal = at(replace(terminal, guesses=guesses), terminal.screen, found=found)
    if len(found) > 1:
        return at(terminal, Screen.CHOOSE, second=None), ()
    if session.second is not None:
        return ask(terminal, Identify(id=moment.fresh_id, code=session.second))
    return _known_or_new(terminal, identified)


def _known_or_new(terminal: Terminal, identified: Identified) -> Step:
    """Who is here already sees the number; of a group that is not complete, whether more have come."""
    ticket = identified.ticket
    if ticket is None:
        return at(terminal, Screen.CONFIRM), ()
    if ticket.to_come and ticket.place is None:
        return at(terminal, Screen.PARTY), ()
    return numbered(terminal, known_ticket(identified))


def known_ticket(identified: Identified) -> CheckedIn:
    """The number of somebody who has checked in before."""
    ticket = identified.ticket
    if ticket is None:
        raise ValueError("no ticket to show again")
    return CheckedIn(id=identified.id, at=identified.at, ticket=ticket, again=True)


def numbered(terminal: Terminal, result: CheckedIn) -> Step:
    """The page with the number."""
    guesses = after_right() if terminal.session.code_typed else terminal.guesses
    return at(
        replace(terminal, guesses=guesses),
        Screen.NUMBER,
        result=result,
        typed="",
        found=(),
        page=0,
        first=None,
    ), ()


def _refused(terminal: Terminal, refused: Refused, moment: Moment) -> Step:
    session = terminal.session
    if session.found and session.second:  # the first of two codes is good
        return at(terminal, Screen.CONFIRM, second=None, code=session.found[0].code), ()
    if refused.reason is Reason.TYPING_PAUSED:
        guesses = replace(terminal.guesses, until=refused.again_from)
        trouble = Trouble(TYPING_PAUSED, refused, refused.again_from)
        return at(replace(terminal, guesses=guesses), Screen.PROBLEM, trouble=trouble, typed=""), ()
    if refused.reason in (Reason.UNKNOWN_TYPED_CODE, Reason.UNKNOWN_NUMBER):
        guesses = after_wrong(terminal.guesses, moment.now)
        terminal = at(replace(terminal, guesses=guesses), terminal.screen, typed="")
        if pause_until(guesses, moment.now):
            return paused(terminal, moment)
    return at(terminal, Screen.PROBLEM, trouble=Trouble(key_of(refused), refused), typed=""), ()


def _unreadable(terminal: Terminal, fault: CodeFault, moment: Moment) -> Step:
    is_busy = terminal.session.is_asking or terminal.screen in (Screen.NUMBER, Screen.CONFIRM)
    if fault is CodeFault.EMPTY or is_busy:
        return terminal, ()
    session = terminal.session
    counts = WAYS[fault].shows_hints
    since = session.unreadable_since or moment.now
    return at(
        terminal, Screen.PROBLEM, trouble=Trouble(fault.value), typed="", page=0,
        unreadable=session.unreadable + counts, unreadable_since=since if counts else session.unreadable_since,
    ), ()  # fmt: skip
