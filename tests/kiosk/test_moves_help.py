import msgspec
import pytest

from kiosk.idle import HELP_SECONDS, allowed_seconds
from kiosk.inputs import HouseChanged, Idle, LinkBack, LinkLost
from kiosk.samples import NOW, house
from kiosk.session import Help, Screen
from kiosk.views.pages import Scene, around, page_view
from kiosk.views.plain import MessageView
from lobby.contract.answers import Reason
from lobby.contract.codes import CodeFault
from lobby.contract.requests import CallHelp
from lobby.look.catalogue import Catalogue
from tests.kiosk.stories import Visit, visit


def helped(*devices: str, rev: int = 2) -> HouseChanged:
    return HouseChanged(msgspec.structs.replace(house(), rev=rev, helped=devices))


def page(visitor: Visit) -> MessageView:
    view = page_view(visitor.terminal, Scene(Catalogue("kiosk"), NOW))
    assert isinstance(view, MessageView)
    return view


def test_call_is_sent_once_and_answered_on_the_same_page() -> None:
    """Called, heard, somebody comes: each is said, and a second touch meanwhile sends nothing."""
    visitor = visit().touch("help", "call", "call")
    assert visitor.asked == [CallHelp(id="request-0002")]
    visitor.told().touch("call")
    assert len(visitor.asked) == 1
    assert page(visitor).banner is not None
    assert "weiß Bescheid" in repr(page(visitor))
    visitor.then(helped("kiosk-2"))
    assert visitor.terminal.session.help is Help.CALLED
    visitor.then(helped("kiosk-1", "kiosk-2", rev=3))
    assert "Es kommt jemand" in repr(page(visitor))


def test_answer_to_an_earlier_call_is_not_taken_for_this_one() -> None:
    """Until the call is taken, the house may still tell that somebody came to the visitor before."""
    visitor = visit().then(helped("kiosk-1")).touch("help", "call").then(helped("kiosk-1", rev=3))
    assert visitor.terminal.session.help is Help.ASKED
    assert visitor.told().then(helped(rev=4)).terminal.session.help is Help.CALLED
    assert visitor.then(helped("kiosk-1", rev=5)).terminal.session.help is Help.COMING


@pytest.mark.parametrize("way", [["type", "key-7"], ["walk-in", "subject-j"]])
def test_somebody_who_waits_for_help_may_go_on_meanwhile(way: list[str]) -> None:
    """The page below comes back as it was, and the bar says on every page that help is coming."""
    visitor = visit().touch(*way)
    before = visitor.terminal
    visitor.touch("help", "call").told().touch("back").then(helped("kiosk-1"))
    assert (visitor.screen, visitor.terminal.session.typed) == (before.screen, before.session.typed)
    shown = around(visitor.terminal, Scene(Catalogue("kiosk"), NOW)).help
    assert shown is not None
    assert (shown.label, shown.is_on) == ("Hilfe kommt", True)


def test_nobody_who_hears_is_said_and_can_be_tried_again() -> None:
    """The visitor is sent to the reception, and the same button calls under another id."""
    visitor = visit().touch("help", "call").unanswered()
    assert "nicht zu erreichen" in repr(page(visitor))
    visitor.touch("call")
    assert len({one.id for one in visitor.asked}) == 2
    assert visitor.refused(Reason.NOT_ALLOWED).terminal.session.help is Help.FAILED


def test_without_a_link_nobody_can_be_called() -> None:
    """No button is shown that would do nothing."""
    visitor = visit().then(LinkLost()).touch("help", "call")
    assert visitor.asked == []
    assert [one.control for one in page(visitor).buttons] == ["back"]
    assert visitor.then(LinkBack()).touch("call").asked != []


def test_page_of_trouble_calls_in_one_touch() -> None:
    """Where only a person can help, the button is there."""
    visitor = visit().scan().refused(Reason.BAD_CODE, CodeFault.TRAINING).touch("call")
    assert visitor.screen is Screen.HELP
    assert isinstance(visitor.asked[-1], CallHelp)
    assert visitor.told().touch("back").screen is Screen.PROBLEM


def test_called_visitor_is_given_time_and_the_next_one_starts_without_a_call() -> None:
    """The page waits five minutes; whoever comes then has called nobody."""
    visitor = visit().touch("help")
    assert allowed_seconds(visitor.terminal) == 60
    visitor.touch("call").told()
    assert allowed_seconds(visitor.terminal) == HELP_SECONDS
    visitor.then(Idle(), Idle())
    assert visitor.terminal.session.help is None
    assert not visitor.terminal.is_serving


def test_beginning_again_keeps_the_call() -> None:
    """The visitor is the same."""
    visitor = visit().touch("type", "help", "call").told().touch("back", "back")
    assert visitor.screen is Screen.WELCOME
    assert visitor.terminal.session.help is Help.CALLED
