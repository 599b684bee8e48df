"""One module per kind of source: each yields what was received or refused, none decides or stores."""

from nightdesk.flows.collect.feed import collect_feed
from nightdesk.flows.collect.folder import collect_folder, collect_table, collect_warc
from nightdesk.flows.collect.items import CollectContext, Collector, Item, Listing, Skipped
from nightdesk.flows.collect.lists import collect_list
from nightdesk.flows.collect.pages import collect_pages
from nightdesk.flows.collect.sitemap import collect_sitemap
from nightdesk.flows.collect.web import Received, Refused, Unchanged

COLLECTORS: dict[str, Collector] = {
    "feed": collect_feed,
    "sitemap": collect_sitemap,
    "pages": collect_pages,
    "list": collect_list,
    "folder": collect_folder,
    "table": collect_table,
    "warc": collect_warc,
}

__all__ = [
    "COLLECTORS",
    "CollectContext",
    "Collector",
    "Item",
    "Listing",
    "Received",
    "Refused",
    "Skipped",
    "Unchanged",
]
