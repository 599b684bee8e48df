-- Every line known to be repeated, and the run at whose end it was learned.
select
    source_id,
    line,
    run_seq
from staging.repeated_lines;
