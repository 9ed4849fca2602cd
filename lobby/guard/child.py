"""Children that do not outlive whoever started them."""

import ctypes
import signal

PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)


def die_with_parent() -> None:
    """For `preexec_fn`: this process is killed when the thread that started it ends (prctl(2)). Async-safe."""
    _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
