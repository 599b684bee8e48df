"""What each reason of a rejection means to a person, and what can be done about it."""

from __future__ import annotations

from nightdesk.transforms.records import Reason

ADVICE: dict[Reason, str] = {
    Reason.MISSING: "Check the path or address; a page that was moved is found again under its new address.",
    Reason.GONE: "The publisher withdrew it. What was stored before stays, flagged as withdrawn.",
    Reason.UNREADABLE: "Check permissions and whether the file is damaged; a fresh copy can be loaded again.",
    Reason.OUTSIDE_ROOT: "Load the place the link leads to by its own path if it is meant to be read.",
    Reason.TOO_LARGE: "Raise max_item_bytes if such items are wanted, then replay.",
    Reason.TRUNCATED: "Ask again later, or load a whole copy of the file.",
    Reason.BOMB: "Nothing: no real page is packed like this.",
    Reason.BAD_CODING: "The server sends what it does not declare; ask again later or tell the publisher.",
    Reason.BAD_ADDRESS: "Mend the address in the feed, list or declaration that names it.",
    Reason.BLOCKED_ADDRESS: "If the host is yours, allow its network with allow_networks, then replay.",
    Reason.DNS: "Check the host's name; name servers fail at times, so a replay can help.",
    Reason.CONNECTION: "The host was down or busy; a replay can help.",
    Reason.TLS: "Open the address in a browser: if its certificate is invalid there too, tell the publisher.",
    Reason.BAD_ANSWER: "The server breaks HTTP's rules; a replay can help, else tell the publisher.",
    Reason.DEADLINE: "The host was slow; a replay at a quieter hour can help.",
    Reason.TOO_MANY_REDIRECTS: "The address leads in a circle; some sites need the final address in the declaration.",
    Reason.ROBOTS: "The publisher does not want it read by programs; ask the publisher.",
    Reason.TDM_RESERVED: "The publisher reserves text and data mining; a licence allows respect_tdm = false.",
    Reason.DENIED: "The address needs a login or a licence; see the settings of the source for credentials.",
    Reason.LOGIN_PAGE: "The address needs a login; see the settings of the source for credentials.",
    Reason.RATE_LIMITED: "The host asks for less; raise the pause between requests.",
    Reason.PARKED: "The host had enough for one night; the next night asks again.",
    Reason.SERVER_ERROR: "The host failed; a replay can help.",
    Reason.HTTP_ERROR: "Open the address in a browser to see what it answers.",
    Reason.COLLECTOR_FAILED: "An error of ours: report it with its detail; the next night reads on.",
    Reason.POSTPONED: "The next night goes on with it.",
    Reason.UNSUPPORTED_TYPE: "Convert it to HTML or text, then load that.",
    Reason.EMPTY: "Nothing was there; if there should be, look at the item at its source.",
    Reason.BAD_ENCODING: "Convert it to UTF-8, then load that.",
    Reason.BAD_ROW: "Mend the row, or name its columns with columns in the declaration, then replay.",
    Reason.BAD_FEED: "Check the address with 'nightdesk sources check'; a log-in page in place of a feed reads so too.",
    Reason.PARSER_LIMIT: "The page is built to hurt parsers, or broken; a cleaner copy can be loaded.",
    Reason.TIMEOUT: "Raise clean_timeout_s, then replay; at stage extract the next night tries again.",
    Reason.WORKER_DIED: "Replay it; if it fails again, report the page: it ends a parser or our rules.",
    Reason.NO_ARTICLE: "Open the address: a front page, a player or a notice is no article. If it is one, report it.",
    Reason.TOO_SHORT: "Open the address: a teaser or a caption is no article.",
    Reason.PAYLOAD_EXPIRED: "Load it again from its source, if that still has it; keep_captures_days says how long.",
    Reason.FORGOTTEN: "Nothing: 'nightdesk forget' saw to it that it does not come back.",
}
"""One sentence for every reason; a test holds the list complete."""
