select distinct key_sha256
from ops.forgotten
order by key_sha256;
