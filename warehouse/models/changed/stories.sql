-- model: changed.stories
-- grain: one row per story_id whose rows may differ from those of the edition published last
-- key: story_id
-- reads: changed.articles, facts.answers, facts.reconciliations, facts.stance_changes, facts.utterances,
--   marts.articles, marts.stories, ops.mart_inputs
-- columns:
--   story_id: key of the story
--   fingerprint: hash of what its rows are made of, its articles apart; null where there is no such story any more
--
-- What a story's articles say of each other is stored with its reconciliation, which tells of all of it.
with stories as (
    select * from marts.stories
),

articles as (
    select * from marts.articles
),

changed_articles as (
    select * from changed.articles
),

reconciliations as (
    select * from facts.reconciliations
),

known as (
    select * from ops.mart_inputs
    where kind = 'stories'
),

current_stories as (
    select
        coalesce(stories.story_id, reconciliations.story_id) as story_id,
        hash(
            stories, reconciliations.fingerprint, reconciliations.run_seq, reconciliations.reconcile_version
        ) as fingerprint
    from stories
    full outer join reconciliations
        on stories.story_id = reconciliations.story_id
),

members as (
    select
        story_id,
        article_id
    from articles
    union all
    select
        story_id,
        article_id
    from facts.answers
    union all
    select
        story_id,
        article_id
    from facts.utterances
    union all
    select
        story_id,
        article_id
    from facts.stance_changes
),

changed as (
    select coalesce(current_stories.story_id, known.key) as story_id
    from current_stories
    full outer join known
        on current_stories.story_id = known.key
    where current_stories.fingerprint is distinct from known.fingerprint
    union distinct
    select members.story_id
    from members
    semi join changed_articles
        on members.article_id = changed_articles.article_id
    where members.story_id is not null
)

select
    changed.story_id,
    current_stories.fingerprint
from changed
left join current_stories
    on changed.story_id = current_stories.story_id
