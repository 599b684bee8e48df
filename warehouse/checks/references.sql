-- check: references
-- severity: fail
-- Every row points to rows that are there: facts and links to articles, claims, utterances and stances to facts.
--
-- Between editions it is enough to read the facts of the changed articles and what was found of the changed stories.
with versions as (
    select
        article_id,
        version
    from staging.article_versions
),

facts_of_all_kinds as (
    select
        'facts.extractions' as table_name,
        article_id as fact_id,
        article_id,
        version
    from facts.extractions
    union all
    select
        'facts.mentions' as table_name,
        mention_id as fact_id,
        article_id,
        version
    from facts.mentions
    union all
    select
        'facts.quotes' as table_name,
        quote_id as fact_id,
        article_id,
        version
    from facts.quotes
    union all
    select
        'facts.quantities' as table_name,
        quantity_id as fact_id,
        article_id,
        version
    from facts.quantities
    union all
    select
        'facts.dates' as table_name,
        date_id as fact_id,
        article_id,
        version
    from facts.dates
    union all
    select
        'facts.statements' as table_name,
        statement_id as fact_id,
        article_id,
        version
    from facts.statements
    union all
    select
        'facts.commitments' as table_name,
        commitment_id as fact_id,
        article_id,
        version
    from facts.commitments
),

orphans as (
    select
        table_name,
        fact_id as row_id,
        article_id as points_to
    from facts_of_all_kinds
    anti join versions
        on
            facts_of_all_kinds.article_id = versions.article_id
            and facts_of_all_kinds.version = versions.version
    where $whole or facts_of_all_kinds.article_id in (select article_id from changed.articles)
    union all
    select
        'stories.memberships' as table_name,
        article_id as row_id,
        derived_from_article_id as points_to
    from stories.memberships
    where
        derived_from_article_id is not null
        and derived_from_article_id not in (select articles.article_id from staging.articles as articles)
    union all
    select
        'stories.links' as table_name,
        article_id_a as row_id,
        article_id_b as points_to
    from stories.links
    where
        article_id_a not in (select articles.article_id from staging.articles as articles)
        or article_id_b not in (select articles.article_id from staging.articles as articles)
    union all
    select
        'facts.answers' as table_name,
        quantity_id as row_id,
        slot_id as points_to
    from facts.answers
    where
        ($whole or story_id in (select story_id from changed.stories))
        and (
            slot_id not in (select questions.slot_id from facts.questions as questions)
            or quantity_id not in (select quantities.quantity_id from facts.quantities as quantities)
        )
    union all
    select
        'facts.utterances' as table_name,
        utterance_id as row_id,
        quote_id as points_to
    from facts.utterances
    where
        ($whole or story_id in (select story_id from changed.stories))
        and quote_id not in (select quotes.quote_id from facts.quotes as quotes)
    union all
    select
        'facts.stance_changes' as table_name,
        stance_id as row_id,
        commitment_id as points_to
    from facts.stance_changes
    where
        ($whole or story_id in (select story_id from changed.stories))
        and commitment_id not in (select commitments.commitment_id from facts.commitments as commitments)
)

select
    table_name,
    row_id,
    points_to
from orphans
order by all
