from kiosk.widgets.page import Page, load_layout


class AwayPage(Page):
    """No connection: reception helps."""


load_layout(__file__)
