select distinct warc_file
from raw.captures
order by warc_file;
