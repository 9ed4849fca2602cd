from dataclasses import replace

import msgspec
import pytest

from kiosk.samples import NOW, online_house, terminal
from kiosk.session import Screen, Session, Terminal, Trouble
from kiosk.views.online import LONGEST_HOST, online_view
from kiosk.views.problem import ProblemView, problem_view
from lobby.contract.answers import Reason
from lobby.contract.config import Language
from lobby.contract.state import House
from lobby.look.catalogue import Catalogue

GERMAN = Catalogue("kiosk", Language.DE)
CERTIFICATE = Session(family="J", service="registration-certificate")


def shown(house: House | None = None, session: Session = CERTIFICATE) -> Terminal:
    return replace(terminal(Screen.ONLINE, session), house=house or online_house())


def with_address(url: str | None) -> House:
    """A house whose certificate is done online there."""
    house = online_house()
    services = tuple(msgspec.structs.replace(one, online_url=url) for one in house.services)
    return msgspec.structs.replace(house, services=services)


def problem(reason: Reason, house: House, service: str = "registration-certificate") -> ProblemView:
    session = Session(trouble=Trouble(reason), service=service)
    view = problem_view(replace(terminal(Screen.PROBLEM, session), house=house), GERMAN, NOW)
    assert view is not None
    return view


def test_page_says_what_where_and_how_long_the_wait_here_is() -> None:
    """The wait is that of the service, as the terminal says it everywhere."""
    view = online_view(shown(), GERMAN)
    assert view is not None
    assert [one.value for one in view.facts] == ["Meldebescheinigung", "40 bis 60 Minuten"]
    assert view.code.link == "https://online.example.org/registration-certificate"
    assert "online.example.org" in view.code.text


def test_wait_that_nobody_knows_is_not_said() -> None:
    """Nor a saving made up."""
    house = online_house()
    services = tuple(msgspec.structs.replace(one, wait=None) for one in house.services)
    view = online_view(shown(msgspec.structs.replace(house, services=services)), GERMAN)
    assert view is not None
    assert [one.value for one in view.facts] == ["Meldebescheinigung"]


def test_host_too_long_for_the_line_is_left_to_the_code() -> None:
    """A cut name of a host would be worse than none."""
    host = "a" * LONGEST_HOST + ".example.org"
    view = online_view(shown(with_address(f"https://{host}/x")), GERMAN)
    assert view is not None
    assert host not in view.code.text
    assert view.code.link == f"https://{host}/x"


def test_service_whose_address_went_away_has_no_page() -> None:
    """The catalogue changed while the visitor stood there."""
    assert online_view(shown(with_address(None)), GERMAN) is None
    assert online_view(shown(session=Session()), GERMAN) is None


@pytest.mark.parametrize(
    "reason", [Reason.CONTINGENT_USED_UP, Reason.AFTER_LAST_WALK_IN, Reason.WALK_IN_LOCKED]
)
def test_where_no_number_is_given_the_way_online_is(reason: Reason) -> None:
    """Of the service that was asked for; of one that is not done online there is none."""
    online = problem(reason, online_house(used_up=True)).online
    assert online is not None
    assert online.link.endswith("/registration-certificate")
    assert problem(reason, online_house(used_up=True), "id-card").online is None


def test_troubles_of_a_booking_name_no_address() -> None:
    """Who is cancelled is not sent home."""
    assert problem(Reason.CANCELLED, online_house()).online is None
