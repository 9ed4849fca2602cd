"""Single moves of the flow: from a terminal and an input to the next terminal and what is to be done.

Moves that many rows of the table share are here; those of scanning and answers, and those of choosing, have files of
their own.
"""

from collections.abc import Callable
from dataclasses import replace

from kiosk.inputs import (
    Apply,
    Ask,
    CameraChanged,
    CentresChanged,
    ConfigOffered,
    Defer,
    Effect,
    Forget,
    HouseChanged,
    Input,
    Moment,
    Report,
    ScannerChanged,
    Slow,
    StandInChanged,
    Touched,
)
from kiosk.session import AT_REST, OVERLAYS, STAFF, Aids, Screen, Terminal, at, begun_anew, fresh_session
from lobby.contract.config import Language
from lobby.contract.requests import ReportFailure
from lobby.contract.state import Closure

Step = tuple[Terminal, tuple[Effect, ...]]
Move = Callable[[Terminal, Input, Moment], Step]

MOST_EXTENSIONS = 10  # WCAG 2.2, 2.2.1


def stay(terminal: Terminal, _event: Input, _moment: Moment) -> Step:
    """Nothing changes."""
    return terminal, ()


def to(screen: Screen) -> Move:
    """Just the other page."""

    def move(terminal: Terminal, _event: Input, _moment: Moment) -> Step:
        return at(terminal, screen, page=0), ()

    return move


def rest_screen(terminal: Terminal) -> Screen:
    """The page for nobody in particular, as the house and the link stand."""
    if is_evacuating(terminal):
        return Screen.CLOSED  # whatever else is wrong; staff clear it
    if not terminal.linked and not terminal.stands_in:
        return Screen.AWAY
    if terminal.house is None:
        return Screen.STARTING
    return Screen.WELCOME if terminal.house.opening.is_open else Screen.CLOSED


def is_evacuating(terminal: Terminal) -> bool:
    """Whether everybody is to leave the building."""
    return terminal.house is not None and terminal.house.opening.closure is Closure.EVACUATION


def is_out_of_use(terminal: Terminal) -> bool:
    """Whether the terminal is to read nothing: evacuation, or on stand-by."""
    return terminal.house is not None and terminal.house.opening.closure in (
        Closure.EVACUATION,
        Closure.STAND_BY,
    )


def to_start(terminal: Terminal, _event: Input, _moment: Moment) -> Step:
    """Back to the beginning, with the visitor still here: language and aids stay."""
    return replace(terminal, screen=rest_screen(terminal), session=begun_anew(terminal.session)), ()


def leave(terminal: Terminal, _event: Input, _moment: Moment) -> Step:
    """The visitor is gone. Nothing of theirs stays."""
    gone = replace(terminal, session=fresh_session(terminal.config))
    return replace(gone, screen=rest_screen(gone)), (Forget(),)


def overlay(screen: Screen) -> Move:
    """A page over this one, which comes back afterwards."""

    def move(terminal: Terminal, _event: Input, _moment: Moment) -> Step:
        back_to = terminal.session.back_to if terminal.screen in OVERLAYS else terminal.screen
        return at(terminal, screen, back_to=back_to), ()

    return move


def uncover(terminal: Terminal, _event: Input, _moment: Moment) -> Step:
    """The page below the overlay; the resting one if that has changed in the meantime."""
    below = terminal.session.back_to or rest_screen(terminal)
    if below in AT_REST:
        below = rest_screen(terminal)
    return at(terminal, below, back_to=None), ()


def aid(name: str) -> Move:
    """Switch one of the aids on or off, here and now."""

    def move(terminal: Terminal, _event: Input, _moment: Moment) -> Step:
        aids = terminal.session.aids
        switched: Aids = replace(aids, **{name: not getattr(aids, name)})
        return at(terminal, terminal.screen, aids=switched), ()

    return move


def speak(terminal: Terminal, event: Input, moment: Moment) -> Step:
    """Another language, the same step."""
    if not isinstance(event, Touched) or event.value not in {one.value for one in terminal.config.languages}:
        return terminal, ()
    spoken = at(terminal, terminal.screen, language=Language(event.value))
    return uncover(spoken, event, moment) if spoken.screen is Screen.LANGUAGES else (spoken, ())


def warn(terminal: Terminal, event: Input, moment: Moment) -> Step:
    """Nobody reacts: warn once, then leave. After ten extensions there is no further warning."""
    if not terminal.is_serving:
        return terminal, ()
    if terminal.session.extensions >= MOST_EXTENSIONS:
        return leave(terminal, event, moment)
    over = terminal.screen if terminal.screen in OVERLAYS else None
    below = terminal.session.back_to if over else terminal.screen
    return at(terminal, Screen.WARNING, back_to=below, over=over), ()


def more_time(terminal: Terminal, event: Input, moment: Moment) -> Step:
    """Somebody is still here: the page as it was, for its whole time again."""
    extended = at(terminal, terminal.screen, extensions=terminal.session.extensions + 1)
    over = extended.session.over
    return (at(extended, over, over=None), ()) if over else uncover(extended, event, moment)


def slow(terminal: Terminal, event: Input, _moment: Moment) -> Step:
    """The answer takes long enough to be noticed: say that we are asking."""
    session = terminal.session
    is_open = session.asking is not None and session.is_asking
    if not isinstance(event, Slow) or not is_open or session.asking is None or session.asking.id != event.id:
        return terminal, ()
    return at(terminal, Screen.WAITING, back_to=terminal.screen), ()


def house_changed(terminal: Terminal, event: Input, moment: Moment) -> Step:
    """News of the centre: seen at once at rest, and by a visitor as far as it concerns them."""
    if not isinstance(event, HouseChanged):
        return terminal, ()
    return _settled(replace(terminal, house=event.house), event, moment)


def link_back(terminal: Terminal, event: Input, moment: Moment) -> Step:
    """The queue service is heard again."""
    return _settled(replace(terminal, linked=True), event, moment)


def link_lost(terminal: Terminal, event: Input, moment: Moment) -> Step:
    """Nobody hears us: we go on alone, or a number stays on the screen and everything else would be a promise."""
    lost = replace(terminal, linked=False)
    if lost.is_alone:
        return _go_on_alone(lost, event, moment)
    keeps = {Screen.NUMBER, Screen.PROBLEM, Screen.NAME, Screen.WARNING, Screen.WAITING} | STAFF
    if lost.screen in keeps or lost.session.is_asking:
        return lost, ()
    return to_start(lost, event, moment)


def _go_on_alone(terminal: Terminal, event: Input, moment: Moment) -> Step:
    asking = terminal.session.asking
    if asking is not None and terminal.session.is_asking:
        return terminal, (Ask(asking),)  # nobody else will answer it
    return _settled(terminal, event, moment)


def stand_in_changed(terminal: Terminal, event: Input, moment: Moment) -> Step:
    """The disk, the clock or the block of numbers came or went."""
    if not isinstance(event, StandInChanged):
        return terminal, ()
    changed = replace(terminal, stands_in=event.ready)
    if changed.linked:
        return changed, ()
    return link_lost(changed, event, moment)


def _settled(terminal: Terminal, event: Input, moment: Moment) -> Step:
    if is_evacuating(terminal):
        return leave(terminal, event, moment) if terminal.screen is not Screen.CLOSED else (terminal, ())
    if terminal.screen in AT_REST:
        return replace(terminal, screen=rest_screen(terminal)), ()
    return terminal, ()


def centres_changed(terminal: Terminal, event: Input, _moment: Moment) -> Step:
    """News of the other centres."""
    return (
        (replace(terminal, centres=event.centres), ())
        if isinstance(event, CentresChanged)
        else (terminal, ())
    )


def scanner_changed(terminal: Terminal, event: Input, _moment: Moment) -> Step:
    """The scanner came or went; typing is offered instead of it."""
    if not isinstance(event, ScannerChanged):
        return terminal, ()
    return replace(terminal, scanner_works=event.works), ()


def camera_changed(terminal: Terminal, event: Input, moment: Moment) -> Step:
    """The camera sees, or sees nothing; reception is told why, since a hand or a cloth may be all there is to it."""
    if not isinstance(event, CameraChanged):
        return terminal, ()
    moved = replace(terminal, camera_trouble=event.trouble)
    if event.trouble is None or event.trouble is terminal.camera_trouble:
        return moved, ()
    return moved, (Report(ReportFailure(id=moment.fresh_id, reason=event.trouble)),)


def config_offered(terminal: Terminal, event: Input, _moment: Moment) -> Step:
    """Staff want something else. It waits here; `apply_if_free` takes it, at once where nobody is served."""
    if not isinstance(event, ConfigOffered):
        return terminal, ()
    return replace(terminal, offer=event), (Defer(event.offer),) if terminal.is_serving else ()


def apply_if_free(terminal: Terminal) -> Step:
    """The waiting configuration comes into force as soon as no visitor is served."""
    offered = terminal.offer
    if terminal.is_serving or not isinstance(offered, ConfigOffered):
        return terminal, ()
    config = offered.config
    applied = replace(terminal, config=config, session=fresh_session(config), offer=None)
    return replace(applied, screen=rest_screen(applied)), (Apply(offered.offer),)
