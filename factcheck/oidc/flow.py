"""What is remembered between sending somebody to the provider and their coming back."""

import secrets
from dataclasses import dataclass


@dataclass(frozen=True)
class Flow:
    """What the browser's session keeps of a sign-in that was begun, until it comes back."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls) -> "Flow":
        return cls(*(secrets.token_urlsafe(32) for _ in range(3)))
