"""A configuration that cannot be right is not written; the publisher reads why."""


class ServerRefused(Exception):  # noqa: N818  (a publisher's mistake, not a program's error)
    """The text says, in Vietnamese, what is wrong and what to write instead."""
