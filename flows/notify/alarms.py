"""Alarms: who is notified when a night fails or needs a look; sending one never fails a night nor carries a secret."""

from __future__ import annotations

import json
import sys
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from nightdesk.flows.errors import NightDone
from nightdesk.flows.notify.artifacts import failing_sources
from nightdesk.flows.project import Project, secrets_of
from nightdesk.flows.run.report import RunReport
from nightdesk.transforms.redaction import redact

_SECONDS = 10.0  # a service that is slower than this must not hold up the night's end
_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something a person should know in the morning."""

    kind: str  # failure, attention
    title: str
    text: str
    run_id: str | None = None
    edition_id: str | None = None


@contextmanager
def alarms(project: Project, what: str) -> Iterator[Callable[[RunReport], None]]:
    """Notifies of a failure inside; called with the report, what it gives notifies of what needs a look."""
    try:
        yield lambda report: _notify(project, report, what)
    except NightDone:
        raise
    except Exception as error:
        _send_if(project, Alarm("failure", f"{_named(project)}: {what} failed", f"{type(error).__name__}: {error}"))
        raise


def _notify(project: Project, report: RunReport, what: str) -> None:
    """Whatever goes wrong here: the night is done and its edition stands."""
    try:
        _send_if(project, needs_a_look(project, report, what))
    except Exception as error:
        why = redact(f"{type(error).__name__}: {error}", secrets_of(project))
        print(f"nightdesk: whether the night needs a look could not be told: {why}", file=sys.stderr)


def needs_a_look(project: Project, report: RunReport, what: str) -> Alarm | None:
    """What a person should look at: sources that could not be read, checks that warn; None: nothing."""
    lines = [f"Source {name} could not be read: {reason}" for name, reason in failing_sources(report)]
    lines += [f"Check {warning}" for warning in report.warnings]
    if not lines:
        return None
    title = f"{_named(project)}: {what} needs a look"
    return Alarm("attention", title, "\n".join(lines), report.run_id, report.edition_id)


def _named(project: Project) -> str:
    return f"Nightdesk {project.folder.name}"


def _send_if(project: Project, alarm: Alarm | None) -> None:
    addresses = [address.get_secret_value() for address in project.settings.notify]
    if alarm is not None and addresses:
        send(addresses, alarm, secrets_of(project))


def send(addresses: Sequence[str], alarm: Alarm, secrets: Sequence[str] = ()) -> None:
    """Sends an alarm to each address; what goes wrong is said on standard error, and nothing is raised."""
    fields = {name: redact(value, secrets) if value else value for name, value in asdict(alarm).items()}
    for number, address in enumerate(addresses, start=1):
        try:
            _post(address, fields) if address.startswith(_WEB) else _by_apprise(address, fields)
        except Exception as error:  # whatever it is: the night is done, only the word of it is lost
            why = redact(f"{type(error).__name__}: {error}", [*secrets, address])
            print(f"nightdesk: alarm {number} ({address.partition(':')[0]}) was not sent: {why}", file=sys.stderr)


def _post(address: str, fields: dict[str, str | None]) -> None:
    """One JSON object; ``text`` is what chat services show."""
    body = json.dumps({**fields, "text": f"{fields['title']}\n{fields['text']}"}).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=_SECONDS):
        pass


def _by_apprise(address: str, fields: dict[str, str | None]) -> None:
    import logging

    import apprise

    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # it would write addresses
    service = apprise.Apprise()
    if not service.add(address):
        raise ValueError("not an address that Apprise knows")
    kind = apprise.NotifyType.FAILURE if fields["kind"] == "failure" else apprise.NotifyType.WARNING
    if not service.notify(title=fields["title"] or "", body=fields["text"] or "", notify_type=kind):
        raise OSError("the service did not take it")
