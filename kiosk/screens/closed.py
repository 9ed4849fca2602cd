from kiosk.widgets.page import Page, load_layout


class ClosedPage(Page):
    """Why the centre is closed, and when it opens."""


load_layout(__file__)
