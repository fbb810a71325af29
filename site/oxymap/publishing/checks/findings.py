"""Put findings together."""

from __future__ import annotations

from oxymap.publishing.checks.subject import Words
from oxymap.publishing.models import Finding, Severity
from oxymap.wording import Say


def about(words: Words, code: str, severity: Severity, said: Say, fix: Say) -> Finding:
    """Return a finding about a text that people read."""
    return Finding(code, severity, said, fix, field=words.field, lang=words.lang or None)
