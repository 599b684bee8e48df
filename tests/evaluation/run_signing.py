"""Times signing against other packages: ``python tests/evaluation/run_signing.py`` with datasketch and rensa at hand.

They are no dependencies: ``pip install --target FOLDER --no-deps datasketch rensa`` puts them into a folder of their
own, and ``PYTHONPATH=FOLDER`` before the command shows it to Python. Each signs the same texts of invented articles,
from text to signature, words and five-word shingles included.
"""

from __future__ import annotations

import importlib.util
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from nightdesk.transforms.stories.minhash import BINS, band_keys, signatures
from nightdesk.transforms.stories.shingles import SHINGLE_WORDS, shingle_keys
from nightdesk.transforms.stories.words import read_words

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "deployments" / "matcher"))
from generate import Newsroom

BATCH = 100
_WORD = re.compile(r"\w+")


def ours(texts: Sequence[str]) -> None:
    """Words, shingles, signatures and band keys, a batch at a time."""
    for first in range(0, len(texts), BATCH):
        batch = texts[first : first + BATCH]
        shingles, place = shingle_keys(read_words(batch))
        band_keys(signatures(shingles, place, len(batch)))


def datasketch(texts: Sequence[str]) -> None:
    """As its documentation does it, with as many permutations as we have bins."""
    from datasketch import MinHash

    for text in texts:
        signature = MinHash(num_perm=BINS)
        signature.update_batch([shingle.encode() for shingle in _shingles(text)])


def rensa(texts: Sequence[str]) -> None:
    """As its documentation does it, with as many permutations as we have bins."""
    from rensa import RMinHash

    for text in texts:
        signature = RMinHash(num_perm=BINS, seed=42)
        signature.update(_shingles(text))
        signature.digest()


def _shingles(text: str) -> list[str]:
    words = _WORD.findall(text.lower())
    return [" ".join(words[at : at + SHINGLE_WORDS]) for at in range(max(1, len(words) - SHINGLE_WORDS + 1))]


def main() -> None:
    """Documents a second of processor time, each signer three times; the best counts."""
    texts = [row.document.text for row in Newsroom(9).archive(60)]
    print(f"{len(texts)} texts, {sum(len(text.split()) for text in texts) // len(texts)} words each")
    signers: list[Callable[[Sequence[str]], None]] = [ours, datasketch, rensa]
    for signer in signers:
        if signer is not ours and importlib.util.find_spec(signer.__name__) is None:
            print(f"{signer.__name__}: not at hand")
            continue
        signer(texts[:BATCH])  # tables and lexicons are read once
        print(f"{signer.__name__}: {len(texts) / min(_seconds(signer, texts) for _ in range(3)):.0f} docs/s")


def _seconds(signer: Callable[[Sequence[str]], None], texts: Sequence[str]) -> float:
    start = time.process_time()
    signer(texts)
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
