select count(*) as fact_count
from (
    select article_id
    from facts.mentions
    union all
    select article_id
    from facts.quotes
    union all
    select article_id
    from facts.quantities
    union all
    select article_id
    from facts.dates
    union all
    select article_id
    from facts.statements
    union all
    select article_id
    from facts.commitments
) as found
where article_id in (select article_id from given_articles);
