-- Files that hold the bytes of some capture.
select distinct warc_file
from raw.captures
where expired_at is null
order by warc_file;
