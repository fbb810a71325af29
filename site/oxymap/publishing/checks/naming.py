"""What places are called in the sentences of the checks."""

from __future__ import annotations

from oxymap.catalogue.records import Text
from oxymap.wording import Name


def called(name: Text) -> Name:
    """Return a name for a sentence that is translated later."""
    return Name(name.zh, name.en)
