"""Whether a journal is whole and adds up: the file, the count of facts, and the rules played over all of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lobby.centre.journal import Journal, JournalError
from lobby.queueing.evolve import ImpossibleError, replay
from lobby.queueing.line import Line


@dataclass(frozen=True)
class Verdict:
    """What was found; sound when there are no problems."""

    problems: tuple[str, ...]
    facts: int = 0
    day: date | None = None
    epoch: str = ""


def check(path: Path) -> Verdict:
    """Read the whole journal; changes nothing.

    Raises:
        JournalError: it cannot be opened.
    """
    journal = Journal(path, read_only=True)
    try:
        line, problems = Line(), list(_of_the_file(journal))
        try:
            line = replay(journal.everything())
        except (ImpossibleError, JournalError) as error:
            problems.append(str(error))
        return Verdict(tuple(problems), journal_facts(journal, line), line.day, journal.epoch)
    finally:
        journal.close()


def journal_facts(journal: Journal, line: Line) -> int:
    """How many facts there are; those that were played where the file cannot say."""
    try:
        return journal.last_seq()
    except JournalError:
        return line.seq


def _of_the_file(journal: Journal) -> Iterator[str]:
    try:
        yield from journal.problems()
    except JournalError as error:
        yield str(error)
