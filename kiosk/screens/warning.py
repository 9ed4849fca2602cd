from kiosk.widgets.page import Page, load_layout


class WarningPage(Page):
    """Are you still here? One tap gives the page back."""


load_layout(__file__)
