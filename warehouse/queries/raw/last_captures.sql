-- What each of the incoming addresses gave when it was last received from this source.
select
    sightings.url,
    captures.capture_id,
    captures.content_sha256
from raw.sightings as sightings
inner join raw.captures as captures on sightings.last_capture_id = captures.capture_id
where
    sightings.source_id = $source_id
    and sightings.url in (select unnest($urls));
