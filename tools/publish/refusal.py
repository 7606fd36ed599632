"""Whatever stops a publication is told to the publisher in one sentence."""


class PublishRefused(Exception):  # noqa: N818
    """Nothing was switched; the text is Vietnamese."""


class TargetLocked(PublishRefused):
    """Another publisher is at work there."""


class TargetUnreachable(PublishRefused):
    """The target's machine or folder cannot be used; the text names the cause."""
