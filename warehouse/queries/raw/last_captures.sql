-- What each of the incoming addresses gave when it was last received from its source.
select
    sightings.url,
    captures.capture_id,
    captures.content_sha256
from incoming
inner join raw.sightings as sightings
    on
        incoming.source_id = sightings.source_id
        and incoming.url = sightings.url
inner join raw.captures as captures on sightings.last_capture_id = captures.capture_id;
