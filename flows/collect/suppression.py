"""What was forgotten is not asked for again, and not taken where it comes unasked: it is skipped by a stated rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nightdesk.flows.collect.items import Item, Skipped
from nightdesk.flows.collect.web import Received, Refused, Unchanged, Validators, Web
from nightdesk.transforms.records import Reason
from nightdesk.transforms.suppression import SuppressionList

RULE = "forgotten: asked to be, with 'nightdesk forget'"


class SuppressingWeb:
    """A web that does not ask for forgotten addresses."""

    def __init__(self, web: Web, forgotten: SuppressionList) -> None:
        self._web, self._forgotten = web, forgotten

    def fetch(self, url: str, validators: Validators | None = None) -> Received | Refused | Unchanged:
        """What the address gives, unless it is forgotten."""
        if self._forgotten.covers(url):
            return Refused(url, Reason.FORGOTTEN, RULE)
        return self._web.fetch(url, validators)


def without_suppressed(items: Iterable[Item], forgotten: SuppressionList) -> Iterator[Item]:
    """The items, with a count in place of each that is forgotten: its address is written down nowhere."""
    for item in items:
        if isinstance(item, Received | Refused | Unchanged) and _is_forgotten(item, forgotten):
            yield Skipped("", RULE, 1)
        else:
            yield item


def _is_forgotten(item: Received | Refused | Unchanged, forgotten: SuppressionList) -> bool:
    final_url = item.final_url if isinstance(item, Received) else None
    return forgotten.covers(item.url, final_url)
