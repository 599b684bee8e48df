select
    stage,
    source,
    seen,
    stored,
    unchanged,
    rejected,
    skipped
from stage_reports
where run_id = (select max(run_id) from stage_reports)
order by stage, source;
