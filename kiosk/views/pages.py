"""Which view belongs to which page: one table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.session import Screen, Terminal
from kiosk.views.confirm import ChooseView, ConfirmView, choose_view, confirm_view
from kiosk.views.counter import counter_view
from kiosk.views.frame import FrameView, frame_view
from kiosk.views.number import NumberView, number_view
from kiosk.views.online import OnlineView, online_view
from kiosk.views.party import PersonsView, party_view, persons_view
from kiosk.views.plain import (
    LanguagesView,
    MessageView,
    WarningView,
    away_view,
    closed_view,
    help_view,
    languages_view,
    name_view,
    speech_view,
    starting_view,
    waiting_view,
    warning_view,
)
from kiosk.views.problem import ProblemView, problem_view
from kiosk.views.staff import pin_view, service_view
from kiosk.views.type_code import TypeCodeView, type_code_view
from kiosk.views.walk_in import ListView, services_view, subjects_view
from kiosk.views.welcome import WelcomeView, welcome_view
from lobby.look.catalogue import Catalogue

PageView = (
    WelcomeView | ConfirmView | PersonsView | ChooseView | NumberView | TypeCodeView | ListView | ProblemView
    | OnlineView | MessageView | WarningView | LanguagesView
)  # fmt: skip


@dataclass(frozen=True)
class Scene:
    """What a view is made of beside the terminal. `seconds_left` matters to the idle warning only."""

    wording: Catalogue
    now: datetime
    device: str = ""
    seconds_left: int = 0
    knows_time: bool = True
    """False after a power cut, until somebody says what time it is."""


MAKERS: Mapping[Screen, Callable[[Terminal, Scene], PageView | None]] = {
    Screen.STARTING: lambda _terminal, scene: starting_view(scene.wording),
    Screen.WELCOME: lambda terminal, scene: welcome_view(terminal, scene.wording),
    Screen.CONFIRM: lambda terminal, scene: confirm_view(terminal, scene.wording, scene.now),
    Screen.PERSONS: lambda terminal, scene: persons_view(terminal, scene.wording),
    Screen.PARTY: lambda terminal, scene: party_view(terminal, scene.wording),
    Screen.CHOOSE: lambda terminal, scene: choose_view(terminal, scene.wording, scene.now),
    Screen.NUMBER: lambda terminal, scene: number_view(terminal, scene.wording),
    Screen.TYPE_CODE: lambda terminal, scene: type_code_view(terminal, scene.wording),
    Screen.COUNTER: lambda terminal, scene: counter_view(terminal, scene.wording),
    Screen.SUBJECTS: lambda terminal, scene: subjects_view(terminal, scene.wording),
    Screen.SERVICES: lambda terminal, scene: services_view(terminal, scene.wording),
    Screen.ONLINE: lambda terminal, scene: online_view(terminal, scene.wording),
    Screen.PROBLEM: lambda terminal, scene: problem_view(terminal, scene.wording, scene.now),
    Screen.WAITING: lambda _terminal, scene: waiting_view(scene.wording),
    Screen.CLOSED: lambda terminal, scene: closed_view(terminal, scene.wording),
    Screen.AWAY: lambda _terminal, scene: away_view(scene.wording),
    Screen.HELP: lambda terminal, scene: help_view(terminal, scene.wording),
    Screen.LANGUAGES: lambda terminal, scene: languages_view(terminal, scene.wording),
    Screen.SPEECH: lambda terminal, scene: speech_view(terminal, scene.wording),
    Screen.WARNING: lambda _terminal, scene: warning_view(scene.wording, scene.seconds_left),
    Screen.NAME: lambda _terminal, scene: name_view(scene.wording, scene.device, scene.now),
    Screen.PIN: lambda terminal, scene: pin_view(terminal, scene.wording, scene.now),
    Screen.SERVICE: lambda terminal, scene: service_view(terminal, scene.wording, scene.device),
}


def page_view(terminal: Terminal, scene: Scene) -> PageView | None:
    """The view of the present page; None when what it would show is gone."""
    return MAKERS[terminal.screen](terminal, scene)


def around(terminal: Terminal, scene: Scene) -> FrameView:
    """The view of what is around it."""
    return frame_view(terminal, scene.wording, scene.now if scene.knows_time else None)
