"""The table of topics."""

import pytest

from lobby.contract.requests import ROLE_OPS, AnyRequest
from lobby.contract.topics import ANSWER, BOARD, CHANNELS, REQUEST, channel_of


def test_every_topic_is_found_again() -> None:
    """A topic made from a channel leads back to that channel and its levels."""
    levels = {"city": "hh", "centre": "altona", "device": "kiosk-1", "op": "check-in"}
    for channel in CHANNELS:
        found = channel_of(channel.topic(**levels))
        assert found is not None
        assert found[0] is channel
        assert found[1] == {name: levels[name] for name in channel.parameters}


def test_topics_keep_to_the_rules_of_the_tree() -> None:
    """No topic is deeper than nine levels, has a dot or begins with a slash; names and addresses are unique."""
    for channel in CHANNELS:
        assert channel.address.count("/") <= 8
        assert "." not in channel.address
        assert channel.address.startswith("lobby/v1/")
    assert len({channel.name for channel in CHANNELS}) == len(CHANNELS)
    assert len({channel.topic_filter() for channel in CHANNELS}) == len(CHANNELS)


@pytest.mark.parametrize("device", ["", "Kiosk", "a/b", "+", "#", "a.b", "-a", "a" * 41, "ä"])
def test_a_level_that_is_none_is_refused(device: str) -> None:
    """What is no topic level never becomes part of a topic."""
    with pytest.raises(ValueError, match="device"):
        ANSWER.topic(city="hh", centre="altona", device=device)


@pytest.mark.parametrize(
    "topic", ["", "lobby/v1/hh/altona", "lobby/v1/hh/altona/board/x", "lobby/v2/hh/altona/board"]
)
def test_a_foreign_topic_has_no_channel(topic: str) -> None:
    """Topics outside the table belong to no channel."""
    assert channel_of(topic) is None


def test_a_filter_leaves_open_what_is_not_given() -> None:
    """Levels that are not given become plus signs."""
    assert REQUEST.topic_filter(city="hh", centre="altona") == "lobby/v1/hh/altona/svc/queue/req/+/+"
    assert BOARD.topic_filter(city="hh") == "lobby/v1/hh/+/board"


def test_every_op_belongs_to_a_role() -> None:
    """No request exists that nobody may send, and no right for a request that does not exist."""
    tags = {str(kind.__struct_config__.tag) for kind in AnyRequest.__args__}
    assert {op for ops in ROLE_OPS.values() for op in ops} == tags
    assert set(ROLE_OPS) == set(REQUEST.sends)
