"""Finding copies beside other packages: ``PEERS=FOLDER python tests/evaluation/run_copies.py [ARTICLES]``.

They are no dependencies: ``pip install --target FOLDER datasketch rensa datatrove tokenizers regex fasteners
'xxhash<4'`` puts them into a folder of their own, which comes last on Python's path: what both need is read from our
packages.

Every tool gets the same articles of one invented day and makes groups of them: the others join whatever meets in a
band of theirs, we join what has one origin. A pair is two articles of one group; `newswriter` knows which are right.
Ours does more in its time: it compares every candidate pair, explains every link, finds stories, and stores it all in
the tables of a warehouse in memory.
"""

from __future__ import annotations

import importlib.util
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from math import comb
from typing import NamedTuple

import numpy as np
from newswriter import Story, write_day
from scipy import sparse

from nightdesk.flows.stages.grouping import group_pending, in_process, stage_documents
from nightdesk.transforms.records import Document
from nightdesk.transforms.stories.minhash import band_keys, signatures
from nightdesk.transforms.stories.shingles import SHINGLE_WORDS, shingle_keys
from nightdesk.transforms.stories.words import read_words
from nightdesk.warehouse.connection import open_working
from nightdesk.warehouse.tables import grouping

DAY = datetime(2026, 4, 1, tzinfo=UTC)
BATCH = 100
BANDS, BAND_ROWS = 32, 4
"""Of the others: what datasketch chooses for 128 permutations and a threshold of .4. Half of the pairs that share .38
of their shingles meet in a band, .87 of those that share half. Ours: transforms/stories/minhash.py."""
PERMUTATIONS = BANDS * BAND_ROWS
OTHER_SHINGLES = (SHINGLE_WORDS, 3)
"""Words of the others' shingles: as ours, and shorter, which finds more rewrites."""
_WORD = re.compile(r"\w+")


class Tool(NamedTuple):
    """A way to find copies; its functions are told how many words a shingle has."""

    name: str  # also of the module it is imported from
    sign: Callable[[Sequence[str], int], object]  # from text to signatures
    group: Callable[[Sequence[Story], int], Sequence[Hashable]]  # a label an article: equal = one group
    shingles: Sequence[int]


def sign(texts: Sequence[str], _: int) -> None:
    """Words, shingles, signatures and band keys, a batch at a time."""
    for first in range(0, len(texts), BATCH):
        batch = texts[first : first + BATCH]
        shingles, place = shingle_keys(read_words(batch))
        band_keys(signatures(shingles, place, len(batch)))


def group(articles: Sequence[Story], _: int) -> list[Hashable]:
    """The whole stage, through the tables of a warehouse in memory."""
    with closing(open_working(None)) as connection:
        documents = [Document(each.url, each.title, each.text, each.published_at) for each in articles]
        stage_documents(connection, documents, 1)
        group_pending(connection, 1, in_process)
        found = grouping.all_memberships(connection)
    return [found[each.url].origin_id for each in articles]


def sign_datasketch(texts: Sequence[str], words: int) -> list[object]:
    """As its documentation does it."""
    from datasketch import MinHash

    made = []
    for text in texts:
        made.append(MinHash(num_perm=PERMUTATIONS))
        made[-1].update_batch([shingle.encode() for shingle in _shingles(text, words)])
    return made


def group_datasketch(articles: Sequence[Story], words: int) -> Sequence[Hashable]:
    """Each article's signature is looked up among those before it."""
    from datasketch import MinHashLSH

    index, pairs = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, BAND_ROWS)), []
    for number, signature in enumerate(sign_datasketch(_texts(articles), words)):
        pairs += [(earlier, number) for earlier in index.query(signature)]
        index.insert(number, signature, check_duplication=False)
    return _joined(pairs, len(articles))


def sign_rensa(texts: Sequence[str], words: int) -> list[object]:
    """Its signatures over all shingles, a batch in one call."""
    from rensa import RMinHash

    return list(RMinHash.from_token_sets([_shingles(text, words) for text in texts], num_perm=PERMUTATIONS, seed=42))


def group_rensa(articles: Sequence[Story], words: int) -> Sequence[Hashable]:
    """Every signature is indexed, then every one is looked up."""
    from rensa import RMinHashLSH

    made = sign_rensa(_texts(articles), words)
    index = RMinHashLSH(threshold=0.4, num_perm=PERMUTATIONS, num_bands=BANDS)
    index.insert_many(made)
    return _joined([(a, b) for a, found in enumerate(index.query_all(made)) for b in found if a < b], len(made))


def sign_datatrove(texts: Sequence[str], words: int) -> None:
    """The first step of its pipeline, as one task, into a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        _datatrove_signatures(texts, words, folder)


def group_datatrove(articles: Sequence[Story], words: int) -> Sequence[Hashable]:
    """Its three steps, one after the other; an article in no cluster stands alone."""
    from datatrove.pipeline.dedup.minhash import MinhashDedupBuckets, MinhashDedupCluster

    with tempfile.TemporaryDirectory() as folder:
        config = _datatrove_signatures(_texts(articles), words, f"{folder}/signatures")
        for bucket in range(BANDS):
            step = MinhashDedupBuckets(f"{folder}/signatures", f"{folder}/buckets", config=config)
            step.run(None, bucket, BANDS)
        MinhashDedupCluster(f"{folder}/buckets", f"{folder}/clusters", config=config, save_cluster_id=True).run()
        held = np.fromfile(f"{folder}/clusters/000000.clusters", dtype="<u4").reshape(-1, 2)
    cluster = dict(held.tolist())
    return [(cluster.get(number), number if number not in cluster else None) for number in range(len(articles))]


def _datatrove_signatures(texts: Sequence[str], words: int, folder: str) -> object:
    """Its own folding of texts, and words as the others have them: it would call spaCy for them."""
    from datatrove.data import Document as Row
    from datatrove.pipeline.dedup.minhash import MinhashConfig, MinhashDedupSignature
    from datatrove.utils.word_tokenizers import WordTokenizer
    from loguru import logger

    class Words(WordTokenizer):
        word_tokenize = staticmethod(_WORD.findall)
        sent_tokenize = span_tokenize = None  # never called

    logger.disable("datatrove")
    config = MinhashConfig(n_grams=words, num_buckets=BANDS, hashes_per_bucket=BAND_ROWS)
    rows = [Row(text=text, id=str(number)) for number, text in enumerate(texts)]
    MinhashDedupSignature(folder, config=config, language=Words()).run(rows)
    return config


def _texts(articles: Iterable[Story]) -> list[str]:
    return [each.text for each in articles]


def _shingles(text: str, length: int) -> list[str]:
    words = _WORD.findall(text.lower())
    return [" ".join(words[at : at + length]) for at in range(max(1, len(words) - length + 1))]


def _joined(pairs: Sequence[tuple[int, int]], count: int) -> Sequence[Hashable]:
    """A label for each article: whatever a chain of pairs joins is one group."""
    left, right = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    met = sparse.coo_matrix((np.ones(len(left)), (left, right)), shape=(count, count))
    return sparse.csgraph.connected_components(met, directed=False)[1].tolist()


class Pairs(NamedTuple):
    """Pairs of articles: of originals and copies among themselves, and those with a rewrite."""

    copies: int
    rewrites: int


def pairs_of(articles: Sequence[Story], labels: Sequence[Hashable]) -> Pairs:
    """How many pairs of articles have one label."""
    copies = _count(label for each, label in zip(articles, labels, strict=True) if not each.is_rewrite)
    return Pairs(copies, _count(labels) - copies)


def score(articles: Sequence[Story], labels: Sequence[Hashable]) -> str:
    """Pairs found, how many of them are right, and how many of the right ones are found."""
    origins = [each.origin for each in articles]
    right, true = pairs_of(articles, list(zip(labels, origins, strict=True))), pairs_of(articles, origins)
    found = _count(labels)
    return (
        f"{found:5} pairs, precision {sum(right) / max(found, 1):.3f}, "
        f"recall of copies {right.copies / true.copies:.3f}, of rewrites {right.rewrites / true.rewrites:.3f}"
    )


def _count(labels: Iterable[Hashable]) -> int:
    return sum(comb(size, 2) for size in Counter(labels).values())


TOOLS = (
    Tool("nightdesk", sign, group, (SHINGLE_WORDS,)),
    Tool("datasketch", sign_datasketch, group_datasketch, OTHER_SHINGLES),
    Tool("rensa", sign_rensa, group_rensa, OTHER_SHINGLES),
    Tool("datatrove", sign_datatrove, group_datatrove, OTHER_SHINGLES),
)


def main() -> None:
    """A line for each tool and length of shingles; seconds are those of the processor, all threads together."""
    if folder := os.environ.get("PEERS"):
        sys.path.append(folder)
    articles = list(write_day(DAY, int(sys.argv[1]) if len(sys.argv) > 1 else 5_000))
    true = pairs_of(articles, [each.origin for each in articles])
    print(
        f"{len(articles)} articles, {sum(len(each.text.split()) for each in articles) // len(articles)} words each; "
        f"{true.copies} pairs of copies, {true.rewrites} with a rewrite"
    )
    for tool in TOOLS:
        if importlib.util.find_spec(tool.name) is None:
            print(f"{tool.name:10} not at hand")
            continue
        tool.group(articles[:BATCH], tool.shingles[0])  # tables, lexicons and models are read once
        for words in tool.shingles:
            print(f"{tool.name:10} {words} words: {_measured(tool, words, articles)}", flush=True)


def _measured(tool: Tool, words: int, articles: Sequence[Story]) -> str:
    texts = _texts(articles)
    start = time.process_time()
    tool.sign(texts, words)
    signed = time.process_time()
    labels = tool.group(articles, words)
    signing, whole = signed - start, time.process_time() - signed
    speed = f"signing {signing:.1f} s, {len(texts) / signing:4.0f}/s; whole {whole:.1f} s"
    return f"{speed}; {score(articles, labels)}"


if __name__ == "__main__":
    sys.exit(main())
