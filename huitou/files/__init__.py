"""Bytes that people entrust to us."""
