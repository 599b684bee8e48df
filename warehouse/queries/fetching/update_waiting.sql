-- A failure counts as a try; an address whose turn did not come keeps its tries.
update raw.waiting as known
set
    reason = incoming.reason,
    tries = known.tries + incoming.tries,
    last_run_seq = incoming.last_run_seq
from incoming
where known.source_id = incoming.source_id and known.url = incoming.url;
