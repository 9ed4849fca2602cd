"""A contingent on a real broker: set by the reception, refused at the terminal, with the sentence the terminal says."""

import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from broker_config.local import LocalBroker
from kiosk.samples import NOW, terminal
from kiosk.session import Screen, Session, Trouble
from kiosk.troubles import key_of
from kiosk.views.problem import problem_view
from lobby.contract.answers import AnyAnswer, CheckedIn, Done, Reason, Refused
from lobby.contract.config import Language
from lobby.contract.requests import SetContingent, WalkIn, WalkInByHand
from lobby.contract.state import HalfDay
from lobby.link.device import Device
from lobby.link.incoming import RequestError
from lobby.look.catalogue import Catalogue
from tests.support.centres import Centre, rehearsal

PATIENCE_SECONDS = 40.0
"""For a busy machine; nothing waits this long on an idle one."""
SENTENCES = {
    Language.DE: "Für dieses Anliegen sind die Nummern vergeben.",
    Language.EN: Catalogue("kiosk", Language.EN).text("problem.contingent-used-up.title"),
    Language.AR: "نفدت الأرقام بدون موعد لهذه الخدمة.",
}


@pytest.fixture
def client(broker: LocalBroker, tmp_path: Path) -> Iterator[Device]:
    """Somebody who may ask a running queue service for everything."""
    centre = Centre(broker, tmp_path)
    centre.start()
    device, _ = rehearsal(broker)
    yield device
    device.stop()
    centre.stop()


def _ask(device: Device, kind: Any, **fields: Any) -> AnyAnswer:
    request, end = kind(id=uuid.uuid4().hex, **fields), time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        try:
            return device.ask(request).result(10)
        except RequestError:
            time.sleep(0.2)
    raise AssertionError(f"no answer to {request}")


def test_what_the_reception_sets_binds_the_terminal(client: Device) -> None:
    """One number is given, the next is refused and explained; the reception and other services go on."""
    for half in HalfDay:
        assert isinstance(_ask(client, SetContingent, service="id-card", half=half, count=1), Done)
    assert isinstance(_ask(client, WalkIn, service="id-card"), CheckedIn)
    refused = _ask(client, WalkIn, service="id-card")
    assert isinstance(refused, Refused)
    assert refused.reason is Reason.CONTINGENT_USED_UP
    for language, sentence in SENTENCES.items():
        session = Session(trouble=Trouble(key_of(refused), refused), language=language)
        shown = replace(terminal(Screen.PROBLEM), session=session)
        page = problem_view(shown, Catalogue("kiosk", language), NOW)
        assert page is not None
        assert page.banner.text == sentence
        assert page.buttons
    assert isinstance(_ask(client, WalkIn, service="passport"), CheckedIn)
    assert isinstance(_ask(client, WalkInByHand, service="id-card"), CheckedIn)
