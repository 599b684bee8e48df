-- Rejections that no later run has made an article of, by id, reason, or all of them.
select
    rejections.rejection_id,
    rejections.stage,
    rejections.source_id,
    rejections.url,
    rejections.capture_id,
    rejections.reason,
    coalesce(sources.kind, 'folder') as kind,
    sources.url as source_address
from ops.rejections as rejections
left join raw.sources as sources on rejections.source_id = sources.source_id
where
    rejections.replayed_run_seq is null
    and (not exists (from given) or rejections.rejection_id in (select rejection_id from given))
order by rejections.source_id, rejections.url, rejections.rejection_id;
