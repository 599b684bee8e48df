update raw.sightings as known
set
    last_run_seq = incoming.last_run_seq,
    last_seen_at = greatest(known.last_seen_at, incoming.last_seen_at),
    last_capture_id = coalesce(incoming.last_capture_id, known.last_capture_id),
    guid = coalesce(incoming.guid, known.guid)
from incoming
where known.source_id = incoming.source_id and known.url = incoming.url;
