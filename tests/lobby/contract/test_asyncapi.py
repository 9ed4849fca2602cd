import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lobby.contract.asyncapi import document, kinds_of
from lobby.contract.topics import BOARD, CHANNELS, LINK, REQUEST
from lobby.contract_cli import rendered

Document = dict[str, Any]

ROOT = Path(__file__).resolve().parents[3]
CHECK = Path(__file__).with_name("asyncapi_check.cjs")


def parser_errors(doc: Document) -> list[str]:
    """What the AsyncAPI project's own parser has against a document."""
    done = subprocess.run(
        ["node", CHECK], input=json.dumps(doc), capture_output=True, text=True, check=True, timeout=60
    )
    errors: list[str] = json.loads(done.stdout)
    return errors


def test_the_document_is_valid_for_the_asyncapi_parser() -> None:
    """The AsyncAPI project's own parser finds no error in the document."""
    assert parser_errors(document()) == []


def lose_a_channel(doc: Document) -> None:
    del doc["channels"]["board"]


def misspell_a_type(doc: Document) -> None:
    doc["components"]["schemas"]["Board"]["type"] = "objekt"


def lose_a_schema(doc: Document) -> None:
    del doc["components"]["schemas"]["ShownCall"]


def mistake_an_action(doc: Document) -> None:
    doc["operations"]["send-board"]["action"] = "shout"


@pytest.mark.parametrize("spoil", [lose_a_channel, misspell_a_type, lose_a_schema, mistake_an_action])
def test_a_fault_in_the_document_is_found(spoil: Callable[[Document], None]) -> None:
    """The check would notice a document that is wrong."""
    doc = document()
    spoil(doc)
    assert parser_errors(doc) != []


def test_the_published_document_is_up_to_date() -> None:
    """docs/asyncapi.json says what the code says; `lobby contract asyncapi` writes it."""
    assert (ROOT / "docs" / "asyncapi.json").read_text(encoding="utf-8") == rendered()


def test_every_channel_stands_in_the_document_with_all_its_messages() -> None:
    """No topic and no message type of the table is left out."""
    channels = document()["channels"]
    assert list(channels) == [channel.name for channel in CHANNELS]
    for channel in CHANNELS:
        named = set(channels[channel.name]["messages"])
        assert named == {kind.__name__ for kind in kinds_of(channel)} or channel is LINK


def test_an_operation_tells_who_may_do_it_and_how_it_travels() -> None:
    """Roles, quality of service and retention are those of the table."""
    sent = document()["operations"][f"send-{BOARD.name}"]
    assert sent["x-rights"] == {role: scope.value for role, scope in BOARD.sends.items()}
    assert sent["bindings"]["mqtt"]["retain"] is True
    assert sent["bindings"]["mqtt"]["qos"] == 1


def test_a_request_names_the_channel_of_its_answer() -> None:
    """An integrator sees where the answer to a request arrives."""
    reply = document()["operations"][f"send-{REQUEST.name}"]["reply"]
    assert reply["channel"] == {"$ref": "#/channels/answer"}


def test_the_schema_of_a_configuration_is_there_for_each_kind_of_device() -> None:
    """What may stand in a desired configuration is described for terminals, displays and the queue service."""
    doc = document()
    by_role = doc["components"]["messages"]["Desired"]["x-configuration"]
    assert set(by_role) >= {"kiosk", "display", "queue"}
    for reference in by_role.values():
        assert reference["$ref"].rpartition("/")[2] in doc["components"]["schemas"]
