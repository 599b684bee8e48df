"""A cap that takes effect in a night stands in the stage report, with how often it did."""

from __future__ import annotations

import pytest
from night_support import edition_of
from typer.testing import CliRunner

from nightdesk.flows.cli import app
from nightdesk.transforms.language.sentences import MOST_SENTENCE
from nightdesk.transforms.names.document_names import MOST_BEARERS
from nightdesk.transforms.names.project_rules import MOST_MATCHES
from nightdesk.transforms.reconcile.quote_clusters import MOST_WORDINGS
from nightdesk.warehouse.tables.questions import MOST_OF_AN_ARTICLE

LETTERS = "bdfghjklmnprstvz"
GIVEN = [f"{first.upper()}a{second}o" for first in LETTERS[:7] for second in LETTERS]
REPORTS = {
    "matches": "The quay at Quayle is shut.\n\n" + "Quayle met Quayle at the gate. " * (MOST_MATCHES // 2),
    "bearers": "Moss is a common name on the quay.\n\n"
    + "".join(f"{given} Moss crossed the bridge on day {n}. " for n, given in enumerate(GIVEN[: MOST_BEARERS + 1])),
    "wordings": "The price of the harbour is in dispute.\n\n"
    + "\n\n".join(f"“The harbour costs {n} crowns,” said Ada Quill." for n in range(2, MOST_WORDINGS + 3)),
    # held once for every figure, its 350 kB would be more than a gigabyte
    "figures": "The ferry left the harbour at dawn.\n\n"
    + "The ferry took forty passengers to the island and came back without them in the evening. " * 4_000,
    "sentences": "The clerk read the list aloud.\n\n" + "the next name is on the list, " * (MOST_SENTENCE // 15),
}  # fmt: skip


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str | None]:
    folder = tmp_path_factory.mktemp("caps")
    for part in ("inbox", "desk/rules"):
        (folder / part).mkdir(parents=True)
    for name, text in REPORTS.items():
        (folder / "inbox" / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "desk" / "rules" / "places.txt").write_text("Quayle\n", encoding="utf-8")
    (folder / "desk" / "settings.toml").write_text('memory_limit = "500MB"\n', encoding="utf-8")
    done = CliRunner().invoke(app, ["load", str(folder / "inbox"), "-p", str(folder / "desk")])
    assert done.exit_code == 0, done.output
    with edition_of(folder / "desk") as ask:
        return dict(ask("select stage, note from stage_reports"))  # type: ignore[arg-type]


def test_extract_declares_articles_whose_matches_bearers_of_a_name_or_sentences_were_cut(
    notes: dict[str, str | None],
) -> None:
    """One article each."""
    assert notes["extract"] == (
        f"1 articles at the cap of {MOST_SENTENCE:,} characters a sentence; "
        f"1 articles at the cap of {MOST_BEARERS} people of one name; "
        f"1 articles at the cap of {MOST_MATCHES} matches of the project's rules"
    )


def test_reconcile_declares_stories_in_which_quotes_or_figures_were_left_uncompared(
    notes: dict[str, str | None],
) -> None:
    assert notes["reconcile"] == (
        f"1 stories at the cap of {MOST_OF_AN_ARTICLE} figures of an article; "
        f"1 stories at the cap of {MOST_WORDINGS} quotes that share a word"
    )
