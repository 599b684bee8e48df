"""What a source prints on every page is learned from its pages and taken out of what comes later, and of that alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from night_support import working_file_of

from nightdesk.flows.cli.nights import night
from nightdesk.warehouse.logical_hash import logical_hash

BOX = "The harbour desk answers every letter in ink"
BACKGROUND = "The lock at Merrow was built in 1931 and has leaked since."
STORIES = {
    "lock": """Lock closed for repairs
The lock at Merrow was closed on Monday after divers found a crack in its lower gate, the canal office said.
Eleven barges with gravel wait below it, and their skippers were told to tie up at the old mill until Friday.
A crane from Port Ardo is to lift the gate out, which has not been done since the flood.""",
    "choir": """Choir of bakers wins in Quill
A choir of retired bakers won the northern song contest on Saturday with a lullaby about flour and snow.
Conductor Ines Varga wept on the stage; her singers are between seventy and ninety years old.
The jury praised their breath, their humour and a solo that lasted four minutes.""",
    "bees": """Bees move to the town hall
Two swarms settled under the roof of the town hall, where the clerks now whisper so as not to disturb them.
Beekeeper Tom Moor offered boxes, but the mayor wants to keep the honey for her guests.
Children from the school next door have painted a sign that asks visitors to walk slowly.""",
    "lock-again": """Lock opens again with new gate
The lock at Merrow opened on Thursday with a new gate of oak, and the barges with gravel passed by noon.
Divers had found a crack in the lower gate on Monday, and a crane from Port Ardo lifted it out, the canal office said.
The skippers, who had tied up at the old mill, were given soup.""",
    "ink": """Ink factory burns down
The ink factory of Lower Sandt burned to its walls during the night without hurting any of its sixty workers.
Firemen from three towns pumped water out of the brook, which ran blue until the morning.
Its owner promised wages until summer and a smaller building of brick.""",
    "chess": """Chess open begins under parasols
Forty boards stood on the promenade of Ardo when the chess open began in heavy rain.
Favourite Eve Rask lost her queen and her umbrella in the same hour, then drew.
Organisers will move the second round to the casino if the weather does not improve.""",
}


def page(name: str) -> str:
    title, *lines = STORIES[name].splitlines()
    lines += [BACKGROUND, BOX] if name.startswith("lock") else [BOX]
    body = "".join(f"<p>{line}</p>" for line in lines)
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"


def load(folder: Path, day: int, *names: str, ending: str = "") -> None:
    for name in names:
        (folder / "in" / f"{name}.html").write_text(page(name) + ending)
    now = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=day)
    night(folder / "project", "plain", "process:1", paths=[folder / "in"], now=now)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project after three nights."""
    folder = tmp_path_factory.mktemp("repeating")
    (folder / "in").mkdir()
    load(folder, 1, "lock", "choir")
    load(folder, 2, "bees", "lock-again")
    load(folder, 3, "ink", "chess")
    return folder


def texts(folder: Path) -> dict[str, str]:
    with working_file_of(folder / "project") as connection:
        rows = connection.execute(
            "select url, text from staging.article_versions join staging.articles using (article_id)"
        ).fetchall()
    return {Path(url).stem: text for url, text in rows}


def test_a_line_of_three_stories_is_taken_out_of_later_pages(loaded: Path) -> None:
    assert {name for name, text in texts(loaded).items() if BOX not in text} == {"ink", "chess"}


def test_it_is_kept_as_a_removed_block_with_its_reason(loaded: Path) -> None:
    with working_file_of(loaded / "project") as connection:
        rows = connection.execute("select text from staging.removed_blocks where reason = 'repeated'").fetchall()
    assert rows == [(BOX,), (BOX,)]


def test_background_repeated_inside_one_story_stays(loaded: Path) -> None:
    with working_file_of(loaded / "project") as connection:
        assert connection.execute("select distinct line from staging.repeated_lines").fetchall() == [(BOX,)]
    assert BACKGROUND in texts(loaded)["lock-again"]


def test_what_was_learned_makes_no_new_version_of_an_older_article(loaded: Path) -> None:
    load(loaded, 4, "choir", ending="<footer>served by another machine</footer>")
    with working_file_of(loaded / "project") as connection:
        captured = connection.execute("select count(*) from raw.captures where url like '%choir.html'").fetchone()
        versions = connection.execute("select count(*), max(version) from staging.article_versions").fetchone()
    assert captured == (2,)
    assert versions == (6, 1)


def test_another_night_without_news_learns_nothing(loaded: Path) -> None:
    load(loaded, 5)
    with working_file_of(loaded / "project") as connection:
        before = logical_hash(connection)
    load(loaded, 6)
    with working_file_of(loaded / "project") as connection:
        assert logical_hash(connection) == before
