"""Blocks of numbers that terminals give out alone, while the queue service does not hear them.

A block takes numbers from the top of every family, the queue service's own begin at the bottom: while it says nothing
of its own blocks, two terminals that are cut off never give the same number, nor one that the queue service gives.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from lobby.contract.answers import Reason
from lobby.contract.day_list import LEASE_DAYS, NumberBlock, blocks_below
from lobby.contract.events import BlockLeased
from lobby.contract.fields import Name
from lobby.queueing.decision import Decided, Decision, Declined
from lobby.queueing.line import Line
from lobby.queueing.rules import LOCAL, Rules

FIRST_NUMBER, LAST_NUMBER = 101, 999
LEAST_OWN = 300
"""So many numbers of a family stay with the queue service, however many terminals there are."""


def highest_own(line: Line) -> int:
    """The highest number that the queue service gives out itself."""
    return blocks_below(line.blocks.values(), LAST_NUMBER)


def lease(line: Line, device: Name, rules: Rules, now: datetime) -> Decision:
    """A block for this terminal; one that it has is its for longer."""
    until = (now.astimezone(LOCAL).date() + timedelta(days=LEASE_DAYS)).isoformat()
    known = line.blocks.get(device)
    if known is not None and rules.config.offline_block:
        return Decided(() if known.until >= until else (_leased(known, until, now),))
    last = _free(line, rules.config.offline_block)
    if last is None:
        return Declined(Reason.NUMBERS_USED_UP, detail=device)
    first = last - rules.config.offline_block + 1
    return Decided((_leased(NumberBlock(device=device, first=first, last=last, until=until), until, now),))


def _free(line: Line, size: int) -> int | None:
    """Where the highest free block of this size ends; None where the queue service would keep too few."""
    last = LAST_NUMBER
    for block in sorted(line.blocks.values(), key=lambda one: -one.last):
        if last - size >= block.last:
            break
        last = min(last, block.first - 1)
    given = max(line.last_number.values(), default=FIRST_NUMBER - 1)
    first = last - size + 1
    return last if size > 0 and first >= FIRST_NUMBER + LEAST_OWN and first > given else None


def kept(blocks: dict[Name, NumberBlock], day: date, now: datetime) -> Iterator[BlockLeased]:
    """What is said again when a day begins: the blocks that still hold. The rest is free."""
    for block in sorted(blocks.values(), key=lambda one: -one.last):
        if block.until >= day.isoformat():
            yield _leased(block, block.until, now)


def _leased(block: NumberBlock, until: str, now: datetime) -> BlockLeased:
    return BlockLeased(at=now, device=block.device, first=block.first, last=block.last, until=until)
