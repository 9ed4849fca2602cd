"""How the programs stand, and `kill -9`, by the control socket of `lobby up`."""

import asyncio
from pathlib import Path

import msgspec

ANSWER_SECONDS = 2.0


class SupervisorAwayError(Exception):
    """Nobody answers, or not as asked."""


class ProgramState(msgspec.Struct, frozen=True):
    """One supervised program; `started` is seconds since 1970."""

    name: str
    running: bool
    restarts: int
    started: float
    pid: int | None = None
    exit_code: int | None = None


class _Answer(msgspec.Struct):
    processes: tuple[ProgramState, ...] | None = None
    killed: str | None = None
    error: str | None = None


async def program_states(path: Path) -> tuple[ProgramState, ...]:
    """All programs, in the order they were started.

    Raises:
        SupervisorAwayError: nobody answers.
    """
    answer = await _ask(path, {"op": "processes"})
    return answer.processes or ()


async def kill_program(path: Path, name: str) -> None:
    """`kill -9`; it is started again by itself.

    Raises:
        SupervisorAwayError: no such program, or nobody answers.
    """
    answer = await _ask(path, {"op": "kill", "name": name})
    if answer.killed != name:
        raise SupervisorAwayError(answer.error or f"{name} was not ended")


async def _ask(path: Path, request: dict[str, str]) -> _Answer:
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            reader, writer = await asyncio.open_unix_connection(path)
            try:
                writer.write(msgspec.json.encode(request) + b"\n")
                return msgspec.json.decode(await reader.readline(), type=_Answer)
            finally:
                writer.close()
    except (OSError, ValueError, TimeoutError, msgspec.MsgspecError) as error:
        raise SupervisorAwayError(str(error)) from error
