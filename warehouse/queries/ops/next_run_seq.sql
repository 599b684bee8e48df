select coalesce(max(run_seq), 0) + 1 as run_seq
from ops.runs;
