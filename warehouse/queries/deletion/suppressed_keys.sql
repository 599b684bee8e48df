select distinct key_sha256
from ops.suppression_list
order by key_sha256;
