"""What each page shows, as frozen texts and flags, made by pure functions of the terminal, the wording and the time.

A view holds nothing but what is seen; a page draws it and knows nothing else.
"""
