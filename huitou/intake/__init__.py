"""Doors without a face: how a voice gets in."""
