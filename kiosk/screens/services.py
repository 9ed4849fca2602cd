from kiosk.widgets.page import Page, load_layout


class ServicesPage(Page):
    """What exactly, without a booking."""


load_layout(__file__)
