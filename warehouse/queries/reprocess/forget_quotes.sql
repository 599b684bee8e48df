delete from facts.quotes
where (article_id, version) in (
    select (article_id, current_version)
    from staging.articles
    where article_id in (select article_id from given)
);
