from kiosk.widgets.page import Page, load_layout


class OnlinePage(Page):
    """A service that can be done online, and a number all the same."""


load_layout(__file__)
