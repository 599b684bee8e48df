"""One module per kind of source: each yields what was received or refused, none decides or stores."""

from nightdesk.flows.collect.feed import collect_feed
from nightdesk.flows.collect.folder import collect_folder, collect_list
from nightdesk.flows.collect.items import CollectContext, Collector, Item, Listing
from nightdesk.flows.collect.table import collect_jsonl
from nightdesk.flows.collect.web import Received, Refused, Unchanged

COLLECTORS: dict[str, Collector] = {
    "feed": collect_feed,
    "folder": collect_folder,
    "list": collect_list,
    "jsonl": collect_jsonl,
}

__all__ = ["COLLECTORS", "CollectContext", "Collector", "Item", "Listing", "Received", "Refused", "Unchanged"]
