select
    stage,
    source,
    seen,
    stored,
    unchanged,
    rejected,
    skipped
from stage_reports
where run_id = (select max(last_report.run_id) from stage_reports as last_report)
order by stage, source;
