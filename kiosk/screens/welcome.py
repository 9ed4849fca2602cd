from kivy.properties import NumericProperty

from kiosk.widgets.page import Page, load_layout


class WelcomePage(Page):
    """Where to hold the code, and three ways beside it. Always listening."""

    step = NumericProperty(0)
    """Where phone and paper are on their way to the scanner."""


load_layout(__file__)
