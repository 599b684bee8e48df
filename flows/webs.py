"""Which web answers for a source: the network, or the folder that stands for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from nightdesk.flows.collect.mirror import Mirror
from nightdesk.flows.collect.web import NoWeb, Web
from nightdesk.flows.settings import Project, Source


@contextmanager
def open_webs(project: Project, now: datetime) -> Iterator[Callable[[Source], Web]]:
    """The web of each source, for commands that ask outside a run."""
    most = project.settings.max_item_bytes
    yield lambda source: Mirror(source.mirror, most) if source.mirror else NoWeb()
