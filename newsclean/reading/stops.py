"""Whether a line ends like a sentence: the sign by which joining, rules and layout all tell text from headings."""

from __future__ import annotations

from typing import Final

_STOPS: Final = (".", "!", "?", "…")
_CLOSING: Final = "»\"”')]*"
"""What may stand behind the stop: quotes, brackets, the star of a footnote."""
_MOST_CLOSING: Final = 16


def has_stop(text: str) -> bool:
    """Whether a text ends with a full stop or its like, within quotes or brackets or not."""
    return text[-_MOST_CLOSING:].rstrip(_CLOSING).endswith(_STOPS)
