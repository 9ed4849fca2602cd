"""What is wrong with something typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """What is wrong with a value: a wording key and what fills it."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


class WrongError(Exception):
    """What was typed is no value; `problem` says why."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.problem = Problem(key, values)
