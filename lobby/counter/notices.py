"""What did not work, kept for each clerk until they put it away: a conflict is never lost in a page that moved on."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

MOST_KEPT = 4


@dataclass(frozen=True)
class Notice:
    """One press that was not carried out. `what` and `key` are wording keys; `number` whom it was about."""

    id: str
    at: datetime
    what: str
    key: str
    values: Mapping[str, str] = field(default_factory=dict)
    number: str = ""
    times: int = 1


class Notices:
    """The newest few of each account."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Notice, ...]] = {}

    def of(self, account: str) -> tuple[Notice, ...]:
        """Newest first."""
        return self._kept.get(account, ())

    def add(self, account: str, notice: Notice) -> None:
        """Keep one; the same thing again counts up instead of standing there twice."""
        kept = self.of(account)
        same = next((one for one in kept if _same(one, notice)), None)
        if same is not None:
            notice = replace(notice, id=same.id, times=same.times + 1)
        others = tuple(one for one in kept if one is not same)
        self._kept[account] = (notice, *others)[:MOST_KEPT]

    def dismiss(self, account: str, notice: str) -> None:
        """The clerk has read it."""
        self._kept[account] = tuple(one for one in self.of(account) if one.id != notice)

    def forget(self, account: str) -> None:
        """The clerk is gone."""
        self._kept.pop(account, None)


def new_id() -> str:
    """A name for a notice."""
    return secrets.token_hex(6)


def _same(one: Notice, other: Notice) -> bool:
    return (one.what, one.key, one.values, one.number) == (other.what, other.key, other.values, other.number)
