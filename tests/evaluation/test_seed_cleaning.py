"""The seeds lose every span that must go and not a word of their bodies."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from nightdesk.transforms.clean.article import clean
from nightdesk.transforms.records import Article, Capture

SHARED = Path(__file__).resolve().parents[3] / "shared"
pytestmark = pytest.mark.skipif(
    not SHARED.exists() and os.environ.get("CI") != "true", reason="the seeds are not on this machine"
)


def cleaned(path: Path) -> Article:
    fetched_at = datetime(2026, 11, 20, tzinfo=UTC)
    result = clean(Capture(path.name, "seeds", str(path), None, fetched_at, None, None, path.read_bytes()))
    assert isinstance(result, Article)
    return result


def gold() -> dict[str, Any]:
    articles = json.loads((SHARED / "bench" / "seeds" / "seed-gold.json").read_text(encoding="utf-8"))["articles"]
    return {item["file"].rsplit("/", 1)[-1]: item for item in articles.values()}


def test_every_span_that_must_go_is_removed_at_its_offsets() -> None:
    wanted = {
        (name, b["start"], b["end"]) for name, item in gold().items() for b in item["boilerplate"] if b["must_remove"]
    }
    found = {(name, b.start, b.end) for name in gold() for b in cleaned(SHARED / "seeds" / name).removed}
    assert wanted - found == set()


def test_not_a_word_of_the_body_is_lost() -> None:
    for name, item in gold().items():
        text = (SHARED / "seeds" / name).read_bytes().decode("utf-8")
        spans = [(b["start"], b["end"]) for b in item["boilerplate"] if b["must_remove"]]
        body = "".join(c for i, c in enumerate(text) if not any(start <= i < end for start, end in spans))
        assert cleaned(SHARED / "seeds" / name).text.split() == body.split(), name
