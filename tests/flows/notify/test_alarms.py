"""Alarms reach a local server, hold no secret, and never fail a night; logs and status tell monitoring what it asks."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from night_support import run_demo_night

from nightdesk.flows.cli.query import status
from nightdesk.flows.errors import NightDone, UsageError
from nightdesk.flows.notify.alarms import Alarm, alarms, needs_a_look, send
from nightdesk.flows.project import load_project
from nightdesk.flows.run.json_log import JsonProgress
from nightdesk.flows.run.last_run import LastRun, read_last_run, write_last_run
from nightdesk.flows.run.lifecycle import start_run
from nightdesk.flows.run.progress import SilentProgress
from nightdesk.flows.run.report import RunReport
from nightdesk.flows.sample.layout import prepare, sample

ALARM = Alarm("failure", "Nightdesk desk: failed", "asked https://ada:s3cret@feeds.example/rss, key hunter22")


class Listener(ThreadingHTTPServer):
    """Keeps what was posted to it."""

    def __init__(self, status: int = 200) -> None:
        self.bodies: list[str] = []
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                owner.bodies.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self.send_response(status)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()


@pytest.mark.parametrize("scheme", ["http", "json"])  # our own webhook, and Apprise's
def test_an_alarm_arrives_without_secrets(listener: Listener, scheme: str) -> None:
    send([f"{scheme}://{listener.place}/hook"], ALARM, ["hunter22"])
    (body,) = listener.bodies
    assert "Nightdesk desk: failed" in body
    assert "feeds.example/rss" in body
    assert "s3cret" not in body
    assert "hunter22" not in body


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/x?token=hunter22", "nonsense://hunter22", "json://127.0.0.1:9"]
)
def test_an_alarm_that_cannot_be_sent_is_said_and_fails_nothing(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    send([address], ALARM)
    said = capsys.readouterr().err
    assert "was not sent" in said
    assert "hunter22" not in said


def test_one_dead_address_does_not_keep_the_others_from_hearing(listener: Listener) -> None:
    send(["http://127.0.0.1:9/dead", f"http://{listener.place}/"], ALARM)
    assert len(listener.bodies) == 1


def test_a_night_that_fails_tells_why_and_one_that_is_done_tells_nothing(listener: Listener, tmp_path: Path) -> None:
    project = load_project(tmp_path, notify=[f"http://{listener.place}/"])
    with pytest.raises(OSError, match="no space left"), alarms(project, "the night of 2026-03-10"):
        raise OSError("no space left on device")
    with pytest.raises(NightDone), alarms(project, "the night of 2026-03-10"):
        raise NightDone("finished already")
    (body,) = listener.bodies
    assert json.loads(body)["title"] == f"Nightdesk {tmp_path.name}: the night of 2026-03-10 failed"
    assert "no space left on device" in json.loads(body)["text"]


def test_an_edition_that_cannot_be_read_for_the_alarm_does_not_fail_the_night(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with alarms(load_project(tmp_path), "the night") as tell:
        tell(RunReport("r1", "r1", str(tmp_path / "gone.duckdb"), ()))
    assert "could not be told" in capsys.readouterr().err


def test_failing_sources_and_warnings_need_a_look_and_a_clean_night_does_not(tmp_path: Path) -> None:
    with sample() as source:
        prepare(tmp_path, source)
    dead = '\n[[sources]]\nid = "dead"\nname = "Dead Letter"\nkind = "feed"\n'
    dead += 'url = "https://dead-letter.example/feed.xml"\nmirror = "web"\n'
    keep = '[[sources]]\nid = "inbox"\nname = "Pasted texts"\nkind = "folder"\npath = "inbox"\n'
    (tmp_path / "sources.toml").write_text(keep + dead, encoding="utf-8")
    report = run_demo_night(tmp_path, 1)
    found = needs_a_look(load_project(tmp_path), report, "the night")
    assert found is not None
    assert "Source Dead Letter could not be read" in found.text
    assert needs_a_look(load_project(tmp_path), RunReport("r", None, None, ()), "the night") is None


def test_alarm_addresses_are_shown_nowhere(tmp_path: Path) -> None:
    project = load_project(tmp_path, notify=["ntfy://hunter22@ntfy.example/desk"])
    assert "hunter22" not in f"{project.settings!r} {project.settings.notify} {project.model_dump_json()}"


def test_log_lines_are_json_with_run_and_counts_and_without_secrets(tmp_path: Path) -> None:
    stream = io.StringIO()
    log = JsonProgress({"run_id": "r1", "night": "2026-03-10"}, ["hunter22"], stream)
    log.start("collect", None)
    log.note("stage_finished", stage="collect", seen=3, stored=2, unchanged=1)
    log.note("run_failed", error="hunter22 at https://a:b@c.example")
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [line["event"] for line in lines] == ["stage_started", "stage_finished", "run_failed"]
    assert {line["run_id"] for line in lines} == {"r1"}
    assert (lines[1]["seen"], lines[1]["stored"], lines[2]["level"]) == (3, 2, "error")
    assert "hunter22" not in stream.getvalue()
    assert "a:b" not in stream.getvalue()


def test_a_run_leaves_how_it_ended_also_when_it_failed_or_was_killed(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="disk"), start_run(load_project(tmp_path), progress=SilentProgress()):
        raise OSError("disk full at https://ada:pw@host.example")
    last = read_last_run(tmp_path)
    assert last is not None
    assert (last.status, last.error) == ("failed", "OSError: disk full at https://***@host.example")
    write_last_run(tmp_path, LastRun("r2", "nightly", "running", 2**22 + 1, "2026-03-10T04:00:00+00:00"))
    killed = read_last_run(tmp_path)
    assert killed is not None
    assert killed.status == "killed"


@pytest.mark.parametrize(("max_age", "code"), [("1h", 1), ("20000d", 0), (None, 0)])
def test_status_exits_by_the_age_of_the_edition(
    demo_project: Path, max_age: str | None, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    if code:
        with pytest.raises(SystemExit, match="1"):
            status(demo_project, max_age, True)
    else:
        status(demo_project, max_age, True)
    told = json.loads(capsys.readouterr().out)
    assert told["edition_age_s"] > timedelta(days=1).total_seconds()
    assert told["last_run"]["status"] == "done"
    assert {row["status"] for row in told["sources"]} == {"ok"}


def test_status_tells_how_the_last_run_ended_before_there_is_any_edition(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UsageError, match="no edition in"):
        status(tmp_path, None, False)
    write_last_run(tmp_path, LastRun("r1", "nightly", "failed", 1, "2026-03-10T04:00:00+00:00", error="no space left"))
    status(tmp_path, None, False)
    assert "There is no edition yet.\nThe last run, r1, failed: no space left" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="1"):
        status(tmp_path, "26h", True)
    told = capsys.readouterr()
    assert json.loads(told.out)["edition_age_s"] is None
    assert json.loads(told.out)["last_run"]["status"] == "failed"
    assert "the current edition is missing" in told.err


def test_an_age_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="for example 26h"):
        status(tmp_path, "tomorrow", False)
