"""What can be done online: where, and the wait it saves."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from kiosk.offers import service_of
from kiosk.session import Terminal
from kiosk.views import speech
from kiosk.views.blocks import Button, Fact, PhoneLink
from lobby.look.catalogue import Catalogue

LONGEST_HOST = 30
"""Characters; a longer one is left out of the words beside the code, where it would be cut."""


@dataclass(frozen=True)
class OnlineView:
    """A service, the code of its address, and a number all the same."""

    heading: str
    lead: str
    facts: tuple[Fact, ...]
    code: PhoneLink
    buttons: tuple[Button, ...]


def online_view(terminal: Terminal, wording: Catalogue) -> OnlineView | None:
    """The chosen service; None when it has no address any more."""
    code = online_code(terminal, wording)
    offered = service_of(terminal.house, terminal.session.service or "")
    if code is None or offered is None:
        return None
    named = speech.service(wording, terminal.house, offered.service)
    facts = [Fact(wording.text("fact.service"), named.text, named.german, named.language)]
    waiting = speech.wait(wording, offered.wait)
    if waiting is not None:
        facts.append(Fact(wording.text("online.wait-here"), waiting))
    return OnlineView(
        heading=wording.text("online.heading"),
        lead=wording.text("online.lead"),
        facts=tuple(facts),
        code=code,
        buttons=(
            Button("take-number", wording.text("online.take-number"), is_main=True),
            Button("done", wording.text("online.done")),
        ),
    )


def online_code(terminal: Terminal, wording: Catalogue, title: str = "online.code") -> PhoneLink | None:
    """The address of the chosen service, for the visitor's phone; whose address it is stands beside it."""
    offered = service_of(terminal.house, terminal.session.service or "")
    if offered is None or offered.online_url is None:
        return None
    host = urlsplit(offered.online_url).hostname or ""
    named = bool(host) and len(host) <= LONGEST_HOST
    text = wording.text("online.code-text-host", host=host) if named else wording.text("online.code-text")
    return PhoneLink(offered.online_url, wording.text(title), text)
