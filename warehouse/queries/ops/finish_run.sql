update ops.runs
set
    finished_at = $finished_at,
    status = $status,
    edition_id = $edition_id,
    detail = $detail
where run_id = $run_id;
