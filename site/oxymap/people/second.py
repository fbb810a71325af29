"""The second factor: codes of an authenticator, and codes on paper for when it is lost.

Source: RFC 6238 (TOTP: SHA-1, 6 digits, steps of 30 s), which every authenticator speaks.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import re
import secrets

import pyotp
import segno

from oxymap.people.models import SecondFactor

STEP_S = 30
#: Clocks may differ by a step either way.
WINDOW = 1
CODES = 10
SECRET = re.compile(r"[A-Z2-7]{32}")
#: Crockford's alphabet without what looks alike.
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_GROUPS, _GROUP = 3, 5
_SIGNS = re.compile(r"[^0-9a-z]+")


def new_factor(issuer: str, name: str) -> SecondFactor:
    """Return a new key, and the address that authenticators read from a QR code."""
    return factor_of(pyotp.random_base32(32), issuer, name)


def factor_of(secret: str, issuer: str, name: str) -> SecondFactor:
    """Return a key with its address."""
    return SecondFactor(secret, pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer))


def step_of_code(secret: str, code: str, at: int, used: int | None) -> int | None:
    """Return the time step that a code belongs to, or None.

    Parameters
    ----------
    at : seconds since 1970-01-01T00:00Z.
    used : the last step whose code was used; it and those before it do not count again.
    """
    digits = re.sub(r"\s", "", code)
    generator, present = pyotp.TOTP(secret), at // STEP_S
    matching = None
    for step in range(present - WINDOW, present + WINDOW + 1):
        same = hmac.compare_digest(generator.generate_otp(step).encode(), digits.encode())
        if same and (used is None or step > used):
            matching = step
    return matching


def recovery_codes() -> list[str]:
    """Return new codes for paper, 75 bits each."""
    return ["-".join(_group() for _ in range(_GROUPS)) for _ in range(CODES)]


def recovery_hash(person_id: int, code: str) -> str:
    """Return what is kept of a recovery code; signs, spaces and capitals do not matter."""
    plain = _SIGNS.sub("", code.lower().replace("o", "0").replace("i", "1").replace("l", "1"))
    return hashlib.sha256(f"{person_id}:{plain}".encode()).hexdigest()


def qr_svg(uri: str) -> str:
    """Return an address as a QR code: SVG without any style of its own."""
    out = io.BytesIO()
    segno.make(uri, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=True, border=4, scale=1, omitsize=True,
        dark="#000", light="#fff", svgclass="qr__picture", lineclass=None, nl=False,
    )  # fmt: skip
    return out.getvalue().decode()


def _group() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(_GROUP))
