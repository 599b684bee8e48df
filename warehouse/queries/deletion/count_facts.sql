-- Template: how many facts of one kind the given articles have.
select count(*) as fact_count
from $fact_table
where article_id in (select article_id from given_articles);
