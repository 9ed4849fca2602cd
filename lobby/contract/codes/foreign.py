"""What else a visitor may hold to the scanner, told by how it begins.

A scanner set to the American layout on a German machine types `:` as `Ö` and `/` as `-`; both spellings are known.
"""

import re

from lobby.contract.codes.faults import CodeFault

_COLON = "[:öÖ]"
_SLASHES = "(?://|--)"

_BEGINNINGS: tuple[tuple[CodeFault, str], ...] = (
    (CodeFault.FOREIGN_WALLET, rf"(?:openid4vp|openid4vci|openid-credential-offer|openid|haip){_COLON}"),
    (CodeFault.FOREIGN_WALLET, rf"(?:eudi[a-z0-9-]*|mdoc[a-z-]*|eid|didcomm){_COLON}"),
    (CodeFault.FOREIGN_WALLET, rf"(?:hc1|shc){_COLON}"),  # health certificates
    (CodeFault.FOREIGN_WALLET, r"m[1-4][a-z -]{2,20}/[a-z /-]*"),  # boarding passes, IATA resolution 792
    (CodeFault.FOREIGN_PAYMENT, r"bcd(?:[\r\n]|$)"),  # EPC069-12, "GiroCode"
    (CodeFault.FOREIGN_PAYMENT, r"spc(?:[\r\n]|$)"),  # Swiss QR bill
    (CodeFault.FOREIGN_PAYMENT, r"000201\d\d"),  # EMVCo merchant code
    (CodeFault.FOREIGN_PAYMENT, rf"(?:spd\*|ln(?:bc|url)1|(?:bank|payto|upi){_COLON}{_SLASHES})"),
    (CodeFault.FOREIGN_PAYMENT, rf"(?:bitcoin(?:cash)?|ethereum|litecoin|dogecoin|monero|lightning){_COLON}"),
    (CodeFault.FOREIGN_WIFI, rf"wifi{_COLON}"),
    (CodeFault.FOREIGN_CALENDAR, rf"begin{_COLON}v(?:event|calendar)"),
    (
        CodeFault.FOREIGN_CONTACT,
        rf"begin{_COLON}vcard|(?:mecard|bizcard|tel|mailto|matmsg|smsto|sms){_COLON}",
    ),
    (CodeFault.FOREIGN_URL, rf"[a-z][a-z0-9+.-]{{1,30}}{_COLON}{_SLASHES}|www\.|urlto{_COLON}"),
)
_FOREIGN = tuple((fault, re.compile(begin, re.IGNORECASE)) for fault, begin in _BEGINNINGS)


def foreign_kind(text: str) -> CodeFault:
    """What a text that is none of ours most likely is; FOREIGN when nothing is known about it."""
    return next((fault for fault, beginning in _FOREIGN if beginning.match(text)), CodeFault.FOREIGN)
