-- An address that answers again was not withdrawn for good; a retraction stays one.
update staging.articles
set
    withdrawn_at = null,
    withdrawn_reason = null
where
    withdrawn_at is not null
    and withdrawn_reason != 'retracted by the publisher'
    and article_id in (
        select article_id
        from raw.aliases
        where address in (select unnest($addresses))
    );
