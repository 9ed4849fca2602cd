"""Which widget draws which page."""

from collections.abc import Mapping

import kiosk.widgets.groups
import kiosk.widgets.keypad
import kiosk.widgets.phone_code
import kiosk.widgets.target
import kiosk.widgets.texts  # noqa: F401 - names in the layouts
from kiosk.screens.away import AwayPage
from kiosk.screens.choose import ChoosePage
from kiosk.screens.closed import ClosedPage
from kiosk.screens.confirm import ConfirmPage
from kiosk.screens.counter import CounterPage
from kiosk.screens.help import HelpPage
from kiosk.screens.languages import LanguagesPage
from kiosk.screens.name import NamePage
from kiosk.screens.number import NumberPage
from kiosk.screens.online import OnlinePage
from kiosk.screens.party import PartyPage
from kiosk.screens.persons import PersonsPage
from kiosk.screens.problem import ProblemPage
from kiosk.screens.services import ServicesPage
from kiosk.screens.speech import SpeechPage
from kiosk.screens.starting import StartingPage
from kiosk.screens.subjects import SubjectsPage
from kiosk.screens.type_code import TypeCodePage
from kiosk.screens.waiting import WaitingPage
from kiosk.screens.warning import WarningPage
from kiosk.screens.welcome import WelcomePage
from kiosk.session import Screen
from kiosk.widgets.page import Page

PAGES: Mapping[Screen, type[Page]] = {
    Screen.STARTING: StartingPage,
    Screen.WELCOME: WelcomePage,
    Screen.CONFIRM: ConfirmPage,
    Screen.PERSONS: PersonsPage,
    Screen.PARTY: PartyPage,
    Screen.CHOOSE: ChoosePage,
    Screen.NUMBER: NumberPage,
    Screen.TYPE_CODE: TypeCodePage,
    Screen.COUNTER: CounterPage,
    Screen.SUBJECTS: SubjectsPage,
    Screen.SERVICES: ServicesPage,
    Screen.ONLINE: OnlinePage,
    Screen.PROBLEM: ProblemPage,
    Screen.WAITING: WaitingPage,
    Screen.CLOSED: ClosedPage,
    Screen.AWAY: AwayPage,
    Screen.HELP: HelpPage,
    Screen.LANGUAGES: LanguagesPage,
    Screen.SPEECH: SpeechPage,
    Screen.WARNING: WarningPage,
    Screen.NAME: NamePage,
    Screen.PIN: TypeCodePage,
    Screen.SERVICE: HelpPage,
}
