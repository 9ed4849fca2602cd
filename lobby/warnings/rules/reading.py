"""Whatever a source or a file holds: it is looked at, not believed by its name."""

from lobby.warnings.rules.alert import Alert, NotAnAlertError
from lobby.warnings.rules.cap_xml import Entry, is_atom, read_atom, read_cap
from lobby.warnings.rules.nina import read_detail, read_list

_BLANK = b" \t\r\n\xef\xbb\xbf"


def read(payload: bytes) -> tuple[Alert | Entry, ...]:
    """The messages in it, and where others are.

    Raises:
        NotAnAlertError: neither CAP, nor an Atom index, nor JSON of the federal warning app; the text says why.
    """
    first = payload.lstrip(_BLANK)[:1]
    if first == b"<":
        return read_atom(payload) if is_atom(payload) else (read_cap(payload),)
    if first == b"[":
        return read_list(payload)
    if first == b"{":
        return (read_detail(payload),)
    raise NotAnAlertError("neither XML nor JSON")
