"""QR codes that the terminal shows and prints: rows of modules, the quiet zone around them included."""

Modules = tuple[tuple[bool, ...], ...]

QUIET_ZONE = 4  # modules, ISO/IEC 18004


def modules_of(text: str) -> Modules:
    """Square, row 0 on top, True is dark; level M, as small a version as holds the text."""
    from qrcode import QRCode  # noqa: PLC0415 - slow to load, and many terminals show none
    from qrcode.constants import ERROR_CORRECT_M  # noqa: PLC0415

    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(text, optimize=0)
    code.make(fit=True)
    return tuple(tuple(bool(one) for one in row) for row in code.get_matrix())


def runs_of(modules: Modules) -> tuple[tuple[int, int, int], ...]:
    """Dark modules side by side as one: row, first column, how many."""
    found: list[tuple[int, int, int]] = []
    for row, line in enumerate(modules):
        first: int | None = None
        for column, is_dark in enumerate((*line, False)):
            if is_dark and first is None:
                first = column
            elif not is_dark and first is not None:
                found.append((row, first, column - first))
                first = None
    return tuple(found)
