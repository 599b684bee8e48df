-- check: accounting
-- severity: fail
-- Every item a stage saw was stored, unchanged, rejected or skipped.
select
    run_id,
    stage,
    source_id,
    seen,
    stored,
    unchanged,
    rejected,
    skipped
from ops.stage_reports
where
    seen != stored + unchanged + rejected + skipped
    or least(seen, stored, unchanged, rejected, skipped) < 0
order by all
