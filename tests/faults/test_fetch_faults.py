"""Every fault gets its reason within its budget, whatever else is going on; nothing is raised."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from faults.catalog import BUDGET_S, FAULTS, TEXT, Fault, good
from faults.driver import HEALTHY, Outcome, client, run_faults
from faults.server import Exchange, Web, serve
from faults.tls import self_signed

from nightdesk.flows.collect.client.http import Credentials
from nightdesk.flows.collect.web import Received, Refused, Unchanged, Validators
from nightdesk.transforms.records import Reason

Outcomes = tuple[dict[str, Outcome], list[float]]


@pytest.fixture(scope="module")
def outcomes() -> Outcomes:
    return run_faults()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_gets_its_reason_within_its_budget(outcomes: Outcomes, fault: Fault) -> None:
    item, seconds = outcomes[0][fault.name]
    assert (item.reason if isinstance(item, Refused) else None) == fault.reason
    assert isinstance(item, Received | Refused)
    assert seconds < BUDGET_S


def test_what_is_received_is_whole(outcomes: Outcomes) -> None:
    received = {name: item.content for name, (item, _) in outcomes[0].items() if isinstance(item, Received)}
    assert {name for name, content in received.items() if content != TEXT} == set()


def test_a_healthy_host_is_served_all_the_while(outcomes: Outcomes) -> None:
    assert max(outcomes[1]) < 1.0


def test_there_are_at_least_forty_faults_with_different_names() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 40


def test_the_third_429_parks_the_host_and_no_other() -> None:
    limited = {"*": lambda x: x.page(b"", "429 Too Many Requests", retry_after="0"), "/robots.txt": good}
    with serve(Web({"127.0.3.1": limited, HEALTHY: {"*": good}})) as web:
        http = client()
        first, second, third = (http.fetch(web.url("127.0.3.1", f"/{n}")) for n in range(3))
        assert isinstance(http.fetch(web.url(HEALTHY)), Received)
        http.close()
    reasons = [item.reason for item in (first, second, third) if isinstance(item, Refused)]
    assert reasons == [Reason.RATE_LIMITED, Reason.RATE_LIMITED, Reason.PARKED]
    assert sum(path != "/robots.txt" for host, path, _ in web.requests if host == "127.0.3.1") == 3


def test_a_host_that_fails_five_times_in_a_row_is_parked() -> None:
    broken = {"*": lambda x: x.page(b"", "500 Internal Server Error"), "/robots.txt": good}
    with serve(Web({"127.0.3.1": broken})) as web:
        http = client()
        items = [http.fetch(web.url("127.0.3.1", f"/{n}")) for n in range(7)]
        http.close()
    reasons = [item.reason for item in items if isinstance(item, Refused)]
    assert reasons == [Reason.SERVER_ERROR] * 5 + [Reason.PARKED] * 2


async def _conditional(x: Exchange) -> None:
    if (
        x.headers.get("if-none-match") == '"7"'
        and x.headers.get("if-modified-since") == "Tue, 10 Mar 2026 06:00:00 GMT"
    ):
        await x.page(b"", "304 Not Modified")
    else:
        await x.page(TEXT, etag='"7"', last_modified="Tue, 10 Mar 2026 06:00:00 GMT")


def test_both_validators_are_sent_back() -> None:
    with serve(Web({HEALTHY: {"*": _conditional}})) as web:
        http = client()
        first = http.fetch(web.url(HEALTHY))
        assert isinstance(first, Received)
        assert first.validators == Validators('"7"', "Tue, 10 Mar 2026 06:00:00 GMT")
        assert http.fetch(web.url(HEALTHY), first.validators) == Unchanged(web.url(HEALTHY))
        http.close()


def test_robots_is_asked_once_and_the_agent_names_itself() -> None:
    with serve(Web({HEALTHY: {"*": good}})) as web:
        http = client()
        for number in range(3):
            http.fetch(web.url(HEALTHY, f"/{number}"))
        http.close()
    assert [path for _, path, _ in web.requests] == ["/robots.txt", "/0", "/1", "/2"]
    assert {headers["user-agent"] for _, _, headers in web.requests} == {"Nightdesk/test"}


def test_a_certificate_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    with serve(Web({HEALTHY: {"*": good}}), self_signed(tmp_path)) as web:
        http = client()
        item = http.fetch(web.url(HEALTHY).replace("http:", "https:"))
        http.close()
    assert isinstance(item, Refused)
    assert item.reason is Reason.TLS
    assert "self-signed" in item.detail


def test_secrets_go_to_their_own_host_over_tls_alone_and_into_no_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither a password in an address nor one from the settings is in any log, even at the finest level."""
    caplog.set_level(logging.DEBUG)
    tls = self_signed(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    with serve(Web({HEALTHY: {"*": good}}), tls) as web, serve(Web({"127.0.3.1": {"*": good}})) as other:
        http = client()
        secret = Credentials(HEALTHY, "Bearer hidden-token")
        items = [
            http.fetch(web.url(HEALTHY).replace("http://", "https://reader:hidden-word@"), credentials=secret),
            http.fetch(other.url("127.0.3.1"), credentials=secret),
            http.fetch("https://reader:hidden-word@nowhere.invalid/", credentials=secret),
        ]
        http.close()
    assert [isinstance(item, Received) for item in items] == [True, True, False]
    assert [headers.get("authorization") for _, path, headers in web.requests if path == "/"] == ["Bearer hidden-token"]
    assert not any("authorization" in headers for _, _, headers in other.requests)
    assert "hidden" not in caplog.text + repr(items) + repr(secret)
