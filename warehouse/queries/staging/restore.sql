-- An address that answers again was not withdrawn for good; a retraction stays one, and so does a withdrawal later than
-- the run's clock, which archives of earlier days bring back to light.
update staging.articles
set
    withdrawn_at = null,
    withdrawn_reason = null
where
    withdrawn_at <= $now
    and withdrawn_reason != 'retracted by the publisher'
    and article_id in (
        select article_id
        from raw.aliases
        where address in (select address from given)
    );
