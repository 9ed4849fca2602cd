"""Scanner and camera of the terminal: opened as configured, given back, and what health says of them."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kiosk.inputs import CameraChanged, Input, Scanned, ScannerChanged
from kiosk.scanner.attach import source_for
from kiosk.scanner.camera_source import CameraSource, camera_for
from lobby.contract.devices import Part

if TYPE_CHECKING:
    from kiosk.scanner.source import Source
    from kiosk.session import Terminal
    from lobby.contract.config import KioskConfig


class Attached:
    """What texts come from. `put` is called on their threads."""

    def __init__(self, put: Callable[[Input], None]) -> None:
        self._put = put
        self._scanner: Source | None = None
        self._camera: CameraSource | None = None
        self._has_had_camera = False

    def attach(self, config: "KioskConfig") -> None:
        """Open what the configuration names, instead of what was open before."""
        self.stop()
        self._scanner = source_for(
            config.scanner_device, self._scanned, lambda works: self._put(ScannerChanged(works))
        )
        self._camera = camera_for(
            config.camera_device, self._scanned, lambda trouble: self._put(CameraChanged(trouble))
        )
        if self._scanner is None:
            self._put(ScannerChanged(works=True))
        else:
            self._scanner.start()
        if self._camera is None:
            self._put(CameraChanged(None))
        else:
            self._has_had_camera = True
            self._camera.start()

    def stop(self) -> None:
        """Give both back."""
        for one in (self._scanner, self._camera):
            if one is not None:
                one.stop()

    def parts(self, terminal: "Terminal") -> Mapping[str, bool]:
        """What works; a camera counts once there has been one."""
        parts = {Part.SCANNER.value: terminal.scanner_works}
        if self._has_had_camera:
            parts[Part.CAMERA.value] = terminal.camera_trouble is None
        return parts

    def _scanned(self, text: str) -> None:
        self._put(Scanned(text))
