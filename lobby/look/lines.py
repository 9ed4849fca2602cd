"""Where the lines of a text break: as few lines as there can be, and none of them ugly.

Among all ways to break a paragraph into that many lines the one is taken that costs least: full lines, no last line of
one short word, no number parted from what it counts, no single letter left at the end of a line (a rule of Polish,
Russian and Ukrainian printing), rather a new line after the end of a sentence.
"""

import math
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise

SHORT_LAST_LINE = 0.38
"""Of the width: a last line that is shorter looks lost."""
_LOST, _APART, _LOOSE, _CLAUSE = 4.0, 0.6, 0.25, -0.06
_SENTENCE, _FREE, _BEGUN = -0.12, 0.35, 0.15
"""After a sentence: a bonus, what its empty end still counts, and what one word of the next sentence there costs."""
_ENDS = frozenset(".?!؟")
DOT = "·"
_DASHES = frozenset("–—-")

Measure = Callable[[str], float]
"""How wide a line is."""


def broken(text: str, width: float, measure: Measure) -> list[str]:
    """The lines of a text in reading order, each at most `width` as `measure` sees it.

    A single word that is wider than that has a line of its own. Written line breaks and non-breaking spaces stay. A dot
    between two things is left out where a line ends or begins there.
    """
    paragraphs = [[word for word in one.split(" ") if word] for one in text.split("\n")]
    return [line for words in paragraphs for line in _paragraph(words, width, measure)]


def _paragraph(words: Sequence[str], width: float, measure: Measure) -> list[str]:
    whole = " ".join(words)
    if len(words) <= 1 or measure(whole) <= width:
        return [whole]
    full = _filled(words, width, measure)
    breaks = _cheapest(words, len(full), width, measure)
    better = [" ".join(words[begin:end]) for begin, end in pairwise(breaks)]
    lines = better if all(measure(line) <= width for line in better if " " in line) else full
    return [line.removeprefix(f"{DOT} ").removesuffix(f" {DOT}") for line in lines]


def _filled(words: Sequence[str], width: float, measure: Measure) -> list[str]:
    """Every line as full as it gets, so that there are as few as can be."""
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if measure(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _cheapest(words: Sequence[str], count: int, width: float, measure: Measure) -> tuple[int, ...]:
    """Where lines begin, and the end: for each number of lines the best way to come to each word."""
    space = measure("a a") - 2 * measure("a")
    ends = list(accumulate((measure(word) + space for word in words), initial=0.0))
    ways: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for number in range(count):
        is_last, further = number == count - 1, dict[int, tuple[float, tuple[int, ...]]]()
        for begin, (cost, breaks) in ways.items():
            for end in range(begin + 1, len(words) + 1):
                wide = ends[end] - ends[begin] - space
                if wide > width and end > begin + 1:
                    break
                more = cost + _cost(words, end, wide / width, is_last=is_last)
                if more < further.get(end, (math.inf,))[0]:
                    further[end] = (more, (*breaks, end))
        ways = further
    return ways.get(len(words), (0.0, (0, len(words))))[1]


def _cost(words: Sequence[str], end: int, share: float, *, is_last: bool) -> float:
    """What a line of this share of the width costs: its empty end, and what it parts."""
    if is_last is not (end == len(words)):
        return math.inf
    if is_last:
        return (_LOST * max(0.0, SHORT_LAST_LINE - share)) ** 2
    slack = max(0.0, 1 - share) ** 2
    if _is_end(words[end - 1]) or DOT in words[end - 1 : end + 1]:
        return slack * _FREE + _SENTENCE
    begun = _BEGUN if end > 1 and _is_end(words[end - 2]) else 0.0
    return slack + begun + _parting(words[end - 1], words[end])


def _is_end(word: str) -> bool:
    """Whether a sentence ends with it; a number with a point is the day of a German date."""
    return word[-1] in _ENDS and not word[:-1].isdigit()


def _parting(before: str, after: str) -> float:
    """What it costs to break between these words."""
    if (len(before) == 1 and before.isalpha()) or after in _DASHES or before.rstrip(".")[-1:].isdigit():
        return _APART
    if after.strip(".,:()").isdigit():
        return _LOOSE
    return _CLAUSE if before[-1] in ",;:،؛" else 0.0
