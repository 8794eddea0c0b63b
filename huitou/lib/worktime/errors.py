"""What can be wrong with a time, a limit or a calendar."""


class WorktimeError(ValueError):
    """Something that cannot be reckoned; the message says what to put right."""
