-- The link that ties an article to its origin: to the one it comes from where that is known, else the strongest.
with sides as (
    select
        article_id_a as article_id,
        article_id_b as other_id,
        relation,
        score,
        evidence
    from stories.links
    where relation in ('same_document', 'derived_from')
    union all
    select
        article_id_b as article_id,
        article_id_a as other_id,
        relation,
        score,
        evidence
    from stories.links
    where relation in ('same_document', 'derived_from')
)

select
    sides.article_id,
    sides.evidence
from sides
inner join stories.memberships as memberships on sides.article_id = memberships.article_id
qualify
    row_number() over (
        partition by sides.article_id
        order by
            (sides.other_id is not distinct from memberships.derived_from_article_id) desc,
            sides.score desc,
            sides.other_id asc
    ) = 1;
