-- What came with a rejection is bytes as received too.
delete from ops.payloads
where rejection_id in (
    select rejections.rejection_id
    from ops.rejections as rejections
    where rejections.rejected_at < $before
);
