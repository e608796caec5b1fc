"""How a .dna file stores coder passwords: salted SHA-256, a hundred thousand rounds (Jasypt's strong encryptor)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import unicodedata

from onrecord.errors import UsageError

ROUNDS = 100_000
SALT_BYTES = 16


def hash_password(password: str, salt: bytes) -> str:
    """The 64 characters stored for `password`; `salt` is 16 bytes, random where the password matters."""
    if len(salt) != SALT_BYTES:
        raise UsageError(f"The salt has {len(salt)} bytes.", expected=f"{SALT_BYTES} bytes")
    digest = salt + unicodedata.normalize("NFC", password).encode("utf-8")
    for _ in range(ROUNDS):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode("ascii")


def is_password(password: str, stored: str) -> bool:
    """Whether `stored` was made from `password`; False for anything that is no such hash."""
    try:
        raw = base64.b64decode(stored, validate=True)
    except (binascii.Error, ValueError):
        return False
    if len(raw) != SALT_BYTES + hashlib.sha256().digest_size:
        return False
    return hmac.compare_digest(hash_password(password, raw[:SALT_BYTES]), stored)
