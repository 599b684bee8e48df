select
    size_bytes,
    content_zstd
from ops.payloads
where rejection_id = $rejection_id;
