delete from raw.waiting
where
    source_id = $source_id
    and url in (select url from given);
