-- A night on which it failed counts as one try, however often it was run; an address whose turn did not come keeps its
-- tries. Nights do not begin at the same minute: half a day apart are two.
update raw.waiting as known
set
    reason = incoming.reason,
    tries = known.tries + case
        when known.last_failed_at + interval 12 hours > incoming.last_failed_at then 0
        else incoming.tries
    end,
    last_failed_at = coalesce(incoming.last_failed_at, known.last_failed_at),
    last_run_seq = incoming.last_run_seq
from incoming
where known.source_id = incoming.source_id and known.url = incoming.url;
