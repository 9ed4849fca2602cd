"""Sizes of windows on a command line."""

import re


def parse_size(text: str) -> tuple[int, int]:
    """Width and height of `1920x1080`.

    Raises:
        ValueError: it is not of that form; the text says so.
    """
    found = re.fullmatch(r"(\d{3,5})[x×](\d{3,5})", text)
    if found is None:
        raise ValueError(f"{text!r} is no size; write it like 1920x1080")
    return int(found[1]), int(found[2])
