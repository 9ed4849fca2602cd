"""Keeps one program running and ends it when it hangs: what systemd does, for sessions without it."""
