from kiosk.widgets.page import Page, load_layout


class WaitingPage(Page):
    """An answer takes longer than usual."""


load_layout(__file__)
