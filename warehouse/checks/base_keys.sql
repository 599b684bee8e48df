-- check: base_keys
-- severity: fail
-- The keys of the tables that the marts are built from are unique.
--
-- What hangs on one article or story has it in its key: between editions it is enough to read that of the changed ones.
with of_articles as (
    select
        'facts.extractions' as table_name,
        article_id,
        concat_ws(' ', article_id, version) as key
    from facts.extractions
    union all
    select
        'facts.sentences' as table_name,
        article_id,
        concat_ws(' ', article_id, version, sentence_no) as key
    from facts.sentences
    union all
    select
        'facts.mentions' as table_name,
        article_id,
        concat_ws(' ', mention_id, version) as key
    from facts.mentions
    union all
    select
        'facts.quotes' as table_name,
        article_id,
        concat_ws(' ', quote_id, version) as key
    from facts.quotes
    union all
    select
        'facts.quantities' as table_name,
        article_id,
        concat_ws(' ', quantity_id, version) as key
    from facts.quantities
    union all
    select
        'facts.dates' as table_name,
        article_id,
        concat_ws(' ', date_id, version) as key
    from facts.dates
    union all
    select
        'facts.statements' as table_name,
        article_id,
        concat_ws(' ', statement_id, version) as key
    from facts.statements
),

of_stories as (
    select
        'facts.questions' as table_name,
        story_id,
        slot_id as key
    from facts.questions
    union all
    select
        'facts.utterances' as table_name,
        story_id,
        concat_ws(' ', utterance_id, quote_id, "start") as key
    from facts.utterances
    union all
    select
        'facts.stance_changes' as table_name,
        story_id,
        concat_ws(' ', stance_id, commitment_id) as key
    from facts.stance_changes
),

keys as (
    select
        'raw.sources' as table_name,
        source_id as key
    from raw.sources
    union all
    select
        'raw.captures' as table_name,
        capture_id as key
    from raw.captures
    union all
    select
        'staging.articles' as table_name,
        article_id as key
    from staging.articles
    union all
    select
        'staging.article_versions' as table_name,
        concat_ws(' ', article_id, version) as key
    from staging.article_versions
    union all
    select
        'stories.memberships' as table_name,
        article_id as key
    from stories.memberships
    union all
    select
        'stories.links' as table_name,
        concat_ws(' ', article_id_a, article_id_b) as key
    from stories.links
    union all
    select
        'facts.entity_names' as table_name,
        concat_ws(' ', type, name) as key
    from facts.entity_names
    union all
    select
        'facts.name_blocks' as table_name,
        concat_ws(' ', type, name, block) as key
    from facts.name_blocks
    where $whole or name in (select name from changed.names)
    union all
    select
        'facts.name_matches' as table_name,
        concat_ws(' ', type, name, other_name) as key
    from facts.name_matches
    union all
    select
        table_name,
        key
    from of_articles
    where $whole or article_id in (select article_id from changed.articles)
    union all
    select
        table_name,
        key
    from of_stories
    where $whole or story_id in (select story_id from changed.stories)
)

select
    table_name,
    key,
    count(*) as row_count
from keys
group by
    table_name,
    key
having count(*) > 1
order by all
