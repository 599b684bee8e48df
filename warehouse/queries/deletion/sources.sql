-- Sources that brought one of the captures, or are read from one of the addresses.
select source_id
from raw.captures
where capture_id in (select capture_id from given_captures)
union
select source_id
from raw.sightings
where url in (select address from given_addresses)
union
select source_id
from raw.sources
where url in (select address from given_addresses)
order by source_id;
