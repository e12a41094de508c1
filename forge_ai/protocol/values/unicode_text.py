"""Whether a text is one that everybody can read: half characters come of bytes that were no UTF-8, and of JSON escapes.

Pure. Does not know what the text says.
"""

from __future__ import annotations


def is_unicode(text: str) -> bool:
    """Whether a text can be written as UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
