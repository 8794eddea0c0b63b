"""Huitou turns complaints into returning customers."""

__version__ = "0.1.0"
