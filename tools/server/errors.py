"""A configuration that cannot be right is not written; the publisher reads why."""

from plugins.shared.errors import PortalError


class ServerConfigError(PortalError):
    """The text says, in Vietnamese, what is wrong and what to write instead."""
