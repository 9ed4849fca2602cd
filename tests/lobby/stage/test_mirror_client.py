"""The stage's client of a screen's mirror, against the protocol over a real Unix socket."""

import asyncio
from pathlib import Path

import pytest

from lobby.stage.mirror_client import MirrorAwayError, MirrorConnection, send_keys
from tests.support.mirror_server import MirrorServer, jpeg

pytestmark = pytest.mark.asyncio


async def test_a_frame_comes_whole_and_numbered(tmp_path: Path) -> None:
    """A frame is the program's newest, in the width that is shown."""
    async with MirrorServer(tmp_path / "m.sock") as server, MirrorConnection(server.path) as mirror:
        frame = await mirror.frame(-1, 320)
    assert frame is not None
    assert (frame.number, frame.jpeg, frame.draw_ms) == (0, jpeg(320), 2.5)


async def test_a_still_picture_gives_no_frame_but_the_next_drawing_does(tmp_path: Path) -> None:
    """Nothing is sent for a screen that did not change; a change is sent when it is drawn."""
    async with MirrorServer(tmp_path / "m.sock") as server, MirrorConnection(server.path) as mirror:
        assert await mirror.frame(0, 320) is None
        waiting = asyncio.create_task(mirror.frame(0, 320))
        await server.draw()
        frame = await waiting
    assert frame is not None
    assert frame.number == 1


async def test_touches_and_keys_arrive_as_sent(tmp_path: Path) -> None:
    """A touch keeps its place and phase, keys their text with the line end."""
    async with MirrorServer(tmp_path / "m.sock") as server:
        async with MirrorConnection(server.path) as mirror:
            await mirror.touch(0.25, 0.75, "down")
        await send_keys(server.path, "HK1ABC\n")
    assert server.done == [
        {"op": "touch", "x": 0.25, "y": 0.75, "phase": "down"},
        {"op": "keys", "text": "HK1ABC\n"},
    ]


async def test_a_program_that_is_not_there_is_said_to_be_away(tmp_path: Path) -> None:
    """Without a socket there is one kind of error, and it comes at once."""
    with pytest.raises(MirrorAwayError):
        await send_keys(tmp_path / "nobody.sock", "x")


async def test_a_program_that_dies_while_a_frame_is_awaited_is_said_to_be_away(tmp_path: Path) -> None:
    """A broken connection is the same as no program."""
    async with MirrorServer(tmp_path / "m.sock") as server:
        connection = MirrorConnection(server.path)
        async with connection as mirror:
            waiting = asyncio.create_task(mirror.frame(0, 320))
            await asyncio.sleep(0.05)
            assert server.asked
            await server.__aexit__(None, None, None)
            with pytest.raises(MirrorAwayError):
                await waiting


@pytest.mark.parametrize(
    "answer", [b"no json\n", b'{"frame": 1, "bytes": -1}\n', b'{"error": "no such op"}\n', b""]
)
async def test_nonsense_from_the_program_is_an_error_and_no_picture(tmp_path: Path, answer: bytes) -> None:
    """Whatever a socket says that is no frame ends the connection in the one known way."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.write(answer)
        writer.close()

    path = tmp_path / "m.sock"
    server = await asyncio.start_unix_server(serve, path)
    async with server, MirrorConnection(path) as mirror:
        with pytest.raises(MirrorAwayError):
            await mirror.frame(-1, 320)
