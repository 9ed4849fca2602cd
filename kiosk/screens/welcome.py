from kiosk.widgets.page import Page, load_layout
from kiosk.widgets.target import Target


class WelcomePage(Page):
    """Where to hold the code, and three ways beside it. Always listening."""

    @property
    def target(self) -> Target | None:
        """The picture of where to hold it."""
        blocks = self.info.blocks if self.info else ()
        return next((one for one in blocks if isinstance(one, Target)), None)


load_layout(__file__)
