"""The lobby on one page: every part of a running `lobby up`, seen and touched from one browser. Loopback only."""
