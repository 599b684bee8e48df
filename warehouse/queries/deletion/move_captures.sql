update raw.captures as captures
set
    warc_file = moved.warc_file,
    warc_offset = moved.warc_offset
from given_moved as moved
where captures.capture_id = moved.capture_id;
