from kiosk.widgets.page import Page, load_layout


class StartingPage(Page):
    """Until the queue service has been heard."""


load_layout(__file__)
