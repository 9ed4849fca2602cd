"""Why a text is no valid booking code. Each reason has its own sentence for the visitor and its own next step."""

from dataclasses import dataclass
from enum import StrEnum


class CodeFault(StrEnum):
    """Why a scanned text is not accepted."""

    # the scan: hold the code to the scanner again
    EMPTY = "empty"
    TOO_LONG = "too-long"
    CUT = "cut"
    """The beginning is ours and the end is missing, or the other way round."""
    DOUBLED = "doubled"
    """Two scans run together."""
    MALFORMED = "malformed"
    # something else was scanned
    FOREIGN = "foreign"
    FOREIGN_URL = "foreign-url"
    FOREIGN_PAYMENT = "foreign-payment"
    FOREIGN_WALLET = "foreign-wallet"
    """A digital credential or a pass: identity wallets, health certificates, boarding passes."""
    FOREIGN_CONTACT = "foreign-contact"
    FOREIGN_WIFI = "foreign-wifi"
    FOREIGN_CALENDAR = "foreign-calendar"
    # ours, and not to be trusted, or not here
    NEWER_VERSION = "newer-version"
    FORGED = "forged"
    UNKNOWN_KEY = "unknown-key"
    KEY_REVOKED = "key-revoked"
    KEY_NOT_YET = "key-not-yet"
    KEY_EXPIRED = "key-expired"
    KEY_OUT_OF_SCOPE = "key-out-of-scope"
    TRAINING = "training"
    """A code for training at a centre that serves the public."""
    BAD_FIELDS = "bad-fields"
    """Well signed, yet it says what no booking can say, such as no persons."""


class TypedFault(StrEnum):
    """Why a typed code is not accepted."""

    TOO_SHORT = "typed-too-short"
    TOO_LONG = "typed-too-long"
    BAD_SYMBOL = "typed-bad-symbol"
    CHECK_FAILED = "typed-check-failed"


@dataclass(frozen=True)
class Unreadable:
    """No valid code. `key_id` is the key it names, where it names one."""

    reason: CodeFault | TypedFault
    key_id: int | None = None
