update staging.articles
set
    withdrawn_at = $at,
    withdrawn_reason = $reason
where
    withdrawn_at is null
    and article_id in (
        select article_id
        from raw.aliases
        where address in (select address from given)
    );
