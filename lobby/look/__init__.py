"""How the screens of the house look and run: tokens, fonts, scripts, wording, and the window they share.

Order of a program: `boot.launch` sets the environment and then imports the module with the screens, since Kivy reads
its environment at import. `loop.ScreenLoop` runs the window, `inbox.Inbox` brings messages to the main thread,
`mirror.Mirror` shows the frames to others and takes touches and keys from them.
"""
