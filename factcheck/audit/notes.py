"""Signed notes and checkpoints, after C2SP signed-note and tlog-checkpoint, with Ed25519.

A checkpoint is three lines (the log's name, how many events it has, the tree's root), one that says
when, and a signature, so that the programs of other transparency logs read it too. A key in words
is `name+hash+base64`.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from factcheck.errors import InvalidInput

_ED25519 = b"\x01"
_MARK = "— "
_SECRET = "PRIVATE+KEY+"  # noqa: S105 - what such a key begins with


def _key_hash(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:4]


def _decode(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidInput("This is no base64.") from error


def _read_key(text: str) -> tuple[str, bytes, bytes]:
    """Name, hash and key of `name+hash+base64`."""
    parts = text.strip().split("+", 2)
    try:
        name, digest, key = parts[0], bytes.fromhex(parts[1]), _decode(parts[2])
    except (IndexError, ValueError) as error:
        raise InvalidInput("This is no key; it should read name+hash+base64.") from error
    if len(key) != 33 or key[:1] != _ED25519 or not name:
        raise InvalidInput("This is no Ed25519 key.")
    return name, digest, key[1:]


@dataclass(frozen=True)
class Verifier:
    """A public key and the name of the log that it signs for."""

    name: str
    public: bytes

    @classmethod
    def parse(cls, text: str) -> "Verifier":
        """Raises `InvalidInput` for what is no key in words."""
        name, digest, public = _read_key(text)
        if digest != _key_hash(name, public):
            raise InvalidInput("This key does not fit its own hash; copy it anew.")
        return cls(name, public)

    def __str__(self) -> str:
        key = base64.b64encode(_ED25519 + self.public).decode()
        return f"{self.name}+{_key_hash(self.name, self.public).hex()}+{key}"

    def signed(self, content: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, content)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class Signer:
    """A private key and the name of the log that it signs for."""

    name: str
    seed: bytes

    @classmethod
    def new(cls, name: str) -> "Signer":
        return cls(name, Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def parse(cls, text: str) -> "Signer":
        """Raises `InvalidInput` for what is no private key in words."""
        if not text.startswith(_SECRET):
            raise InvalidInput("This is no private key.")
        name, digest, seed = _read_key(text.removeprefix(_SECRET))
        signer = cls(name, seed)
        if digest != _key_hash(name, signer.verifier.public):
            raise InvalidInput("This private key does not fit its own hash; restore it.")
        return signer

    def secret_words(self) -> str:
        key = base64.b64encode(_ED25519 + self.seed).decode()
        return f"{_SECRET}{self.name}+{_key_hash(self.name, self.verifier.public).hex()}+{key}"

    @property
    def verifier(self) -> Verifier:
        private = Ed25519PrivateKey.from_private_bytes(self.seed)
        return Verifier(self.name, private.public_key().public_bytes_raw())

    def sign(self, content: bytes) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(content)


@dataclass(frozen=True)
class Checkpoint:
    """The log's state: its first `size` events have this root."""

    origin: str
    size: int
    root: bytes
    at: datetime

    def body(self) -> str:
        root = base64.b64encode(self.root).decode()
        return f"{self.origin}\n{self.size}\n{root}\nat {self.at.isoformat()}\n"

    def note(self, signer: Signer) -> str:
        """The checkpoint with its signature."""
        public = signer.verifier.public
        signature = _key_hash(signer.name, public) + signer.sign(self.body().encode())
        line = f"{_MARK}{signer.name} {base64.b64encode(signature).decode()}\n"
        return f"{self.body()}\n{line}"


def read_checkpoint(note: str) -> Checkpoint:
    """What a checkpoint says, its signature unchecked. Raises `InvalidInput` for anything else."""
    lines = note.partition("\n\n")[0].split("\n")
    try:
        origin, size, root, at = lines
        checkpoint = Checkpoint(
            origin, int(size), _decode(root), datetime.fromisoformat(at.removeprefix("at "))
        )
    except ValueError as error:
        raise InvalidInput("This is no checkpoint.") from error
    if checkpoint.body() != f"{note.partition(chr(10) * 2)[0]}\n" or checkpoint.size < 0:
        raise InvalidInput("This is no checkpoint in its one form.")
    return checkpoint


def is_signed(note: str, verifier: Verifier) -> bool:
    """Whether the note is the key's and nothing in it was changed."""
    body, _gap, lines = note.partition("\n\n")
    prefix = f"{_MARK}{verifier.name} "
    line = lines.removesuffix("\n")
    if not line.startswith(prefix) or f"{body}\n\n{line}\n" != note or "\n" in line:
        return False
    try:
        signature = _decode(line.removeprefix(prefix))
    except InvalidInput:
        return False
    if signature[:4] != _key_hash(verifier.name, verifier.public):
        return False
    return verifier.signed(f"{body}\n".encode(), signature[4:])
