from kiosk.widgets.page import Page, load_layout


class ConfirmPage(Page):
    """Is this your booking?"""


load_layout(__file__)
