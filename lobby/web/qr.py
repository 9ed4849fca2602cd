"""QR codes in pages: one path of an SVG picture, sharp at any size, on paper too."""

from dataclasses import dataclass

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

QUIET_ZONE = 4  # modules, ISO/IEC 18004


@dataclass(frozen=True)
class QrPath:
    """`path` is what is dark, in a square of `side` modules, the quiet zone included."""

    side: int
    path: str


def qr_path(text: str) -> QrPath:
    """The code of a text, level M."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(text, optimize=0)
    code.make(fit=True)
    rows = code.get_matrix()
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return QrPath(len(rows), "".join(dark))
