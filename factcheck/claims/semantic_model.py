"""Fetching the sentence encoder, at a person's word only, and only these very bytes.

all-MiniLM-L6-v2 (Apache-2.0, sentence-transformers): the ONNX form and the tokenizer, at one
revision, each held against its SHA-256 before it gets its name.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from factcheck.claims.semantic import MODEL_FILE, TOKENIZER_FILE
from factcheck.errors import Unavailable
from factcheck.net.client import fetch
from factcheck.net.policy import FetchLimits, FetchPolicy

ADDRESS = (
    "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2/resolve/"
    "c9745ed1d9f207416be6d2e6f8de32d1f16199bf/"
)
# Where each file stands below the address, and its hash.
FILES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        MODEL_FILE: (
            "onnx/model.onnx",
            "6fd5d72fe4589f189f8ebc006442dbb529bb7ce38f8082112682524616046452",
        ),
        TOKENIZER_FILE: (
            "tokenizer.json",
            "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
        ),
    }
)
LIMITS = FetchLimits(total_seconds=1800.0, wire_bytes=100_000_000, decoded_bytes=100_000_000)
TYPES = frozenset(
    {"application/octet-stream", "binary/octet-stream", "application/json", "text/plain"}
)


class WrongModel(Unavailable):
    """What came is not the model that was asked for. Nothing of it is kept."""

    code = "wrong_model"


def fetch_model(
    folder: Path,
    *,
    policy: FetchPolicy,
    address: str = ADDRESS,
    files: Mapping[str, tuple[str, str]] = FILES,
) -> Iterator[str]:
    """Fetch the model's files into a folder; yields the name of each that is there.

    A file that is there already, with the right hash, is not fetched again. Raises `WrongModel`,
    and what `net.client.fetch` raises.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, (place, digest) in files.items():
        file = folder / name
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            _fetch_file(f"{address.rstrip('/')}/{place}", file, digest, policy)
        yield name


def _fetch_file(url: str, file: Path, digest: str, policy: FetchPolicy) -> None:
    body = fetch(url, policy=replace(policy, limits=LIMITS), accept=TYPES).body
    if hashlib.sha256(body).hexdigest() != digest:
        raise WrongModel(
            f"What {url} gave out is not the model that this program knows, so nothing was kept. "
            "Try again, or give another address with --from."
        )
    part = file.with_suffix(".part")
    part.write_bytes(body)
    part.replace(file)
