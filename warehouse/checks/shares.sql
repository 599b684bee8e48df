-- check: shares
-- severity: fail
-- Scores, shares and confidences lie between 0 and 1.
with shares as (
    select
        'stories.links' as table_name,
        article_id_a || ' ' || article_id_b as row_id,
        score as share
    from stories.links
    union all
    select
        'stories.links' as table_name,
        article_id_a || ' ' || article_id_b as row_id,
        shared_share as share
    from stories.links
    union all
    select
        'stories.memberships' as table_name,
        article_id as row_id,
        garble_score as share
    from stories.memberships
    union all
    select
        'stories.memberships' as table_name,
        article_id as row_id,
        direction_confidence as share
    from stories.memberships
    union all
    select
        'facts.mentions' as table_name,
        mention_id as row_id,
        confidence as share
    from facts.mentions
    union all
    select
        'facts.quotes' as table_name,
        quote_id as row_id,
        confidence as share
    from facts.quotes
    union all
    select
        'facts.quantities' as table_name,
        quantity_id as row_id,
        confidence as share
    from facts.quantities
    union all
    select
        'facts.commitments' as table_name,
        commitment_id as row_id,
        confidence as share
    from facts.commitments
)

select
    table_name,
    row_id,
    share
from shares
where not share between 0 and 1
order by all
