"""Letters as their readers get them: what waits in the database names its link, and holds none."""

import re

from huitou.accounts import enclosed
from huitou.channels.models import Outbound


def words_of(piece: Outbound) -> str:
    """The words as they would go over the wire now."""
    return enclosed.filled(piece.body_text, piece.encloses, to=piece.to_value)


def path_of(piece: Outbound) -> str:
    """The path of the link in it."""
    found = re.search(r"https?://[^/\s]+(/\S+)", words_of(piece))
    assert found, words_of(piece)
    return found[1]
