"""One source is asked: conditionally, within limits, and a broken answer changes nothing."""

import socket
from collections.abc import Iterator
from datetime import timedelta

import msgspec
import pytest

from lobby.warnings.asking import Memory, ask
from lobby.warnings.fetching import Fetcher, FetchError
from lobby.warnings.rules.alert import NotAnAlertError
from lobby.warnings.rules.chain import listed_now
from lobby.warnings.rules.tree import LARGEST_BYTES
from lobby.warnings.settings import SourceKind, SourceSettings
from tests.support.cap import NOW, atom, cap, detail
from tests.support.sources import Document, Served


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    """A fetcher."""
    with Fetcher() as one:
        yield one


def source(served: Served, kind: SourceKind) -> SourceSettings:
    """The server as a source."""
    return SourceSettings(
        kind=kind, url=f"{served.url}/list", details=f"{served.url}/w/{{id}}.json", outlines=f"{served.url}/o/{{id}}"
    )  # fmt: skip


def names(memory: Memory) -> set[str]:
    """What the newest list holds."""
    return {one.alert.identifier for one in listed_now(memory.source)}


def test_what_has_not_changed_is_not_sent_again(served: Served, fetcher: Fetcher) -> None:
    """The second question is a conditional one, also after a restart; the messages count as listed again."""
    served.put("/list", cap())
    settings = source(served, SourceKind.CAP)
    first = ask(settings, Memory(), fetcher, NOW)
    kept = msgspec.json.decode(msgspec.json.encode(first), type=Memory)
    assert kept == first
    again = ask(settings, kept, fetcher, NOW + timedelta(minutes=1))
    assert [status for _, status in served.asked] == [200, 304]
    assert names(again) == {"storm-1"}
    assert again.source.known[0].listed == NOW + timedelta(minutes=1)


def test_an_index_is_followed_and_only_new_messages_are_fetched(served: Served, fetcher: Fetcher) -> None:
    """Relative addresses too; a message that is gone from the index is over."""
    served.put("/list", atom("/a.xml", "b.xml"))
    served.put("/a.xml", cap("a"))
    served.put("/b.xml", cap("b"))
    settings = source(served, SourceKind.ATOM)
    memory = ask(settings, Memory(), fetcher, NOW)
    assert names(memory) == {"a", "b"}
    memory = ask(settings, memory, fetcher, NOW + timedelta(minutes=1))
    assert (served.count("/a.xml"), names(memory)) == (1, {"a", "b"})
    served.put("/list", atom("b.xml"))
    memory = ask(settings, memory, fetcher, NOW + timedelta(minutes=2))
    assert (served.count("/b.xml"), names(memory)) == (1, {"b"})


def test_an_index_sends_nobody_elsewhere(served: Served, fetcher: Fetcher) -> None:
    """Messages of other hosts, other ports and of files are not fetched."""
    served.put("/list", atom("http://127.0.0.1:9/x", "file:///etc/hostname", "//other.example/x", "/a.xml"))
    served.put("/a.xml", cap("a"))
    assert names(ask(source(served, SourceKind.ATOM), Memory(), fetcher, NOW)) == {"a"}


def test_the_app_s_list_details_and_outlines(served: Served, fetcher: Fetcher) -> None:
    """Details are fetched again when the version changes; an outline only where the details have none."""
    served.put("/list", b'[{"id":"mow.1","version":1},{"id":"mow.2/x","version":1}]')
    served.put("/w/mow.1.json", detail("mow.1"))
    bare = [{"language": "de", "headline": "Rauch", "area": [{"areaDesc": "Stadt"}]}]
    served.put("/w/mow.2%2Fx.json", detail("mow.2", info=bare))
    ring = "[[9,53],[11,53],[11,54],[9,53]]"
    served.put(
        "/o/mow.2%2Fx",
        f'{{"features":[{{"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}]}}'.encode(),
    )
    settings = source(served, SourceKind.NINA)
    memory = ask(settings, Memory(), fetcher, NOW)
    assert names(memory) == {"mow.1", "mow.2"}
    assert (served.count("/o/mow.1"), served.count("/o/mow.2%2Fx")) == (0, 1)
    served.put("/list", b'[{"id":"mow.1","version":2},{"id":"mow.2/x","version":1}]')
    ask(settings, memory, fetcher, NOW)
    assert (served.count("/w/mow.1.json"), served.count("/w/mow.2%2Fx.json")) == (2, 1)


def test_a_broken_message_leaves_its_copy_and_the_others(served: Served, fetcher: Fetcher) -> None:
    """It is asked for again with the next list."""
    served.put("/list", b'[{"id":"a","version":1},{"id":"b","version":1}]')
    served.put("/w/a.json", detail("a"))
    served.put("/w/b.json", b"{}")
    settings = source(served, SourceKind.NINA)
    memory = ask(settings, Memory(), fetcher, NOW)
    assert names(memory) == {"a"}
    served.put("/w/b.json", detail("b"))
    served.put("/w/a.json", b"<html>")
    served.put("/list", b'[{"id":"a","version":2},{"id":"b","version":1}]')
    assert names(ask(settings, memory, fetcher, NOW)) == {"a", "b"}


@pytest.mark.parametrize(
    ("document", "error"),
    [
        (Document(b"<html/>"), NotAnAlertError),
        (Document(b"", 500), FetchError),
        (Document(b"", 302, {"location": "/elsewhere"}), FetchError),
        (Document(b"", 304), FetchError),
        (Document(b"x", headers={"content-encoding": "gzip"}), FetchError),
        (Document(b" " * (LARGEST_BYTES + 1)), FetchError),
    ],
)
def test_a_bad_answer_is_an_error(
    served: Served, fetcher: Fetcher, document: Document, error: type[Exception]
) -> None:
    """No list, a refusal, somewhere else, compressed, too large: whoever asks keeps what is known."""
    served.documents["/list"] = document
    with pytest.raises(error):
        ask(source(served, SourceKind.CAP), Memory(), fetcher, NOW)
    assert served.count("/elsewhere") == 0


def test_a_source_may_ask_for_patience(served: Served, fetcher: Fetcher) -> None:
    """`Retry-After` in seconds is kept, an absurd one is not."""
    for text, pause in (("120", 120.0), ("999999", 3600.0), ("soon", 0.0)):
        served.put("/list", b"", 503, retry_after=text)
        with pytest.raises(FetchError) as found:
            fetcher.fetch(served.url + "/list")
        assert found.value.pause_seconds == pause


def test_nobody_there_is_an_error(fetcher: Fetcher) -> None:
    """Said with the address."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{held.getsockname()[1]}/x"
        with pytest.raises(FetchError, match="no answer from http://127"):
            fetcher.fetch(address)
