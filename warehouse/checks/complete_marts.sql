-- check: complete_marts
-- severity: fail
-- Nothing is lost on the way into the marts: articles, stories and quotes add up.
with sums as (
    select
        'articles' as table_name,
        (select count(*) from staging.articles) as expected,
        (select count(*) from marts.articles) as found
    union all
    select
        'article_texts' as table_name,
        (select count(*) from staging.articles) as expected,
        (select count(*) from marts.article_texts) as found
    union all
    select
        'stories' as table_name,
        (select count(*) from marts.articles where not is_withdrawn and story_id is not null) as expected,
        (select coalesce(sum(article_count), 0) from marts.stories) as found
    union all
    select
        'quotes' as table_name,
        (select coalesce(sum(quote_count), 0) from marts.articles where not is_withdrawn) as expected,
        (select count(*) from marts.quotes) as found
    union all
    select
        'figures' as table_name,
        (select coalesce(sum(figure_count), 0) from marts.articles where not is_withdrawn) as expected,
        (select count(*) from marts.figures) as found
)

select
    table_name,
    expected,
    found
from sums
where expected != found
order by all
