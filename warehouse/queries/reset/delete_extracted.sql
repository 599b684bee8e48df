-- Template: what one table holds of the current versions of the given articles.
delete from $owned_table
where (article_id, version) in (
    select (article_id, current_version)
    from staging.articles
    where article_id in (select article_id from given)
);
