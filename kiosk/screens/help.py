from kiosk.widgets.page import Page, load_layout


class HelpPage(Page):
    """How it goes, and who helps."""


load_layout(__file__)
