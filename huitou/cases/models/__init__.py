"""The rows of this app."""

from huitou.cases.models.case import Case
from huitou.cases.models.records import Ask, FollowUp, HandOver, Message, Note, Solution, StepEntry
from huitou.cases.models.voice import Voice

__all__ = ["Ask", "Case", "FollowUp", "HandOver", "Message", "Note", "Solution", "StepEntry", "Voice"]
