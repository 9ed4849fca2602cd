from kiosk.widgets.page import Page, load_layout


class NumberPage(Page):
    """The ticket number, where to wait, and when."""


load_layout(__file__)
