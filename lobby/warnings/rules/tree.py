"""XML that strangers send, as a small tree: no document type, no entities, nothing from elsewhere, strict limits.

Expat is used directly so that a document type ends the reading before any declaration in it has an effect.
"""

from dataclasses import dataclass, field
from xml.parsers import expat

from lobby.warnings.rules.alert import NotAnAlertError

LARGEST_BYTES = 4_194_304
DEEPEST = 24
MOST_ELEMENTS = 50_000
_SEPARATOR = " "


@dataclass
class Element:
    """A name without its namespace, its text, its attributes, and what is in it."""

    name: str
    namespace: str
    attributes: dict[str, str]
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def all(self, name: str) -> list["Element"]:
        """The children of that name, in order."""
        return [one for one in self.children if one.name == name]

    def first(self, name: str) -> str:
        """The text of the first child of that name; empty without one."""
        return next((one.text.strip() for one in self.children if one.name == name), "")


class _Builder:
    def __init__(self) -> None:
        self.root: Element | None = None
        self._open: list[Element] = []
        self._texts: list[list[str]] = []
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS or len(self._open) >= DEEPEST:
            raise NotAnAlertError(f"more than {MOST_ELEMENTS} elements, or deeper than {DEEPEST}")
        namespace, _, local = name.rpartition(_SEPARATOR)
        element = Element(local, namespace, attributes)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)
        self._texts.append([])

    def data(self, text: str) -> None:
        self._texts[-1].append(text)

    def end(self, _name: str) -> None:
        self._open.pop().text = "".join(self._texts.pop())


def _refuse(*_declaration: object) -> None:
    raise NotAnAlertError("it has a document type or entities of its own; such XML is not read")


def tree(payload: bytes) -> Element:
    """The root of the document.

    Raises:
        NotAnAlertError: too large, too deep, not well-formed, or with a document type.
    """
    if len(payload) > LARGEST_BYTES:
        raise NotAnAlertError(f"{len(payload)} bytes are more than {LARGEST_BYTES}")
    builder = _Builder()
    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
    parser.StartElementHandler, parser.EndElementHandler = builder.start, builder.end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(payload, True)  # noqa: FBT003 - expat takes it by position
    except (expat.ExpatError, LookupError, ValueError) as error:
        if isinstance(error, NotAnAlertError):
            raise
        raise NotAnAlertError(f"not well-formed XML: {error}") from error
    if builder.root is None:
        raise NotAnAlertError("no element in it")
    return builder.root
