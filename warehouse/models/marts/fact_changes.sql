-- model: marts.fact_changes
-- grain: one row per change between two consecutive versions of an article, and one per withdrawal
-- key: article_id, version, change_no
-- reads: facts.extractions, facts.quantities, facts.quotes, marts.articles, staging.article_versions
-- columns:
--   source: name of the outlet
--   change: headline_changed, figure_changed, figure_added, figure_removed, quote_added, quote_removed or withdrawn
--   before: the words of the older version
--   after: the words of the newer version; for a withdrawal how it was noticed
--   about: what the figure counts, or who speaks
--   value_before: the number of the older version
--   value_after: the number of the newer version
--   known_at: when the change was seen, UTC
--   title: headline of the newest version
--   path_or_url: where the article was read
--   start_before: first character in the older text, counted from 0; null for headlines and withdrawals
--   start_after: first character in the newer text, counted from 0; null for headlines and withdrawals
--   version: number of the newer version
--   change_no: number of the change in this version, from 1
--   article_id: key of the article
--   origin_id: the testimony the article belongs to
--   story_id: the story the article tells
--
-- Of a withdrawn article only the withdrawal is told. Figures and quotes that were only moved are no change.
with articles as (
    select * from marts.articles
),

versions as (
    select * from staging.article_versions
),

extractions as (
    select * from facts.extractions
),

pairs as (
    select
        newer.article_id,
        older.version as older_version,
        newer.version,
        older.title as older_title,
        newer.title,
        newer.known_from
    from versions as newer
    inner join versions as older
        on
            newer.article_id = older.article_id
            and newer.version = older.version + 1
            -- one capture cleaned anew is our change, not the publisher's
            and newer.capture_id != older.capture_id
    inner join articles
        on newer.article_id = articles.article_id
    where not articles.is_withdrawn
),

-- without the facts of both versions everything would seem added or removed
comparable as (
    select pairs.* from pairs
    semi join extractions as older
        on
            pairs.article_id = older.article_id
            and pairs.older_version = older.version
    semi join extractions as newer
        on
            pairs.article_id = newer.article_id
            and pairs.version = newer.version
),

-- what makes a fact the same in two versions (same), and what makes two of them before and after (about)
facts_of_versions as (
    select
        'figure' as kind,
        article_id,
        version,
        coalesce(head, unit_class) as about,
        surface,
        value,
        "start",
        quantity_id as fact_id,
        concat_ws('|', kind, unit_class, head, value, low, high) as same,
        concat_ws('|', kind, unit_class, head, predicate) as question
    from facts.quantities
    where article_id in (select comparable.article_id from comparable)
    union all
    select
        'quote' as kind,
        article_id,
        version,
        speaker as about,
        surface,
        cast(null as double) as value,
        "start",
        quote_id as fact_id,
        lower(surface) as same,
        quote_id as question
    from facts.quotes
    where
        kind != 'term'
        and article_id in (select comparable.article_id from comparable)
),

numbered_facts as (
    select
        *,
        row_number() over (
            partition by
                article_id,
                version,
                kind,
                same
            order by
                "start" asc,
                fact_id asc
        ) as nth
    from facts_of_versions
),

removed as (
    select
        comparable.article_id,
        comparable.version,
        older.kind,
        older.about,
        older.surface,
        older.value,
        older."start",
        older.question,
        row_number() over (
            partition by
                comparable.article_id,
                comparable.version,
                older.kind,
                older.question
            order by
                older."start" asc,
                older.fact_id asc
        ) as nth
    from comparable
    inner join numbered_facts as older
        on
            comparable.article_id = older.article_id
            and comparable.older_version = older.version
    anti join numbered_facts as newer
        on
            comparable.article_id = newer.article_id
            and comparable.version = newer.version
            and older.kind = newer.kind
            and older.same = newer.same
            and older.nth = newer.nth
),

added as (
    select
        comparable.article_id,
        comparable.version,
        newer.kind,
        newer.about,
        newer.surface,
        newer.value,
        newer."start",
        newer.question,
        row_number() over (
            partition by
                comparable.article_id,
                comparable.version,
                newer.kind,
                newer.question
            order by
                newer."start" asc,
                newer.fact_id asc
        ) as nth
    from comparable
    inner join numbered_facts as newer
        on
            comparable.article_id = newer.article_id
            and comparable.version = newer.version
    anti join numbered_facts as older
        on
            comparable.article_id = older.article_id
            and comparable.older_version = older.version
            and newer.kind = older.kind
            and newer.same = older.same
            and newer.nth = older.nth
),

changes as (
    select
        coalesce(added.article_id, removed.article_id) as article_id,
        coalesce(added.version, removed.version) as version,
        concat(
            coalesce(added.kind, removed.kind),
            case
                when removed.article_id is null then '_added'
                when added.article_id is null then '_removed'
                else '_changed'
            end
        ) as change,
        removed.surface as before,
        added.surface as after,
        coalesce(added.about, removed.about) as about,
        removed.value as value_before,
        added.value as value_after,
        removed."start" as start_before,
        added."start" as start_after
    from removed
    full outer join added
        on
            removed.article_id = added.article_id
            and removed.version = added.version
            and removed.kind = added.kind
            and removed.question = added.question
            and removed.nth = added.nth
    union all
    select
        article_id,
        version,
        'headline_changed' as change,
        older_title as before,
        title as after,
        null as about,
        null as value_before,
        null as value_after,
        null as start_before,
        null as start_after
    from pairs
    where older_title is distinct from title
    union all
    select
        article_id,
        version,
        'withdrawn' as change,
        title as before,
        withdrawn_reason as after,
        null as about,
        null as value_before,
        null as value_after,
        null as start_before,
        null as start_after
    from articles
    where is_withdrawn
)

select
    articles.source,
    changes.change,
    changes.before,
    changes.after,
    changes.about,
    changes.value_before,
    changes.value_after,
    coalesce(articles.withdrawn_at, pairs.known_from) as known_at,
    articles.title,
    articles.path_or_url,
    changes.start_before,
    changes.start_after,
    changes.version,
    row_number() over (
        partition by
            changes.article_id,
            changes.version
        order by
            changes.change = 'headline_changed' desc,
            coalesce(changes.start_after, changes.start_before) asc,
            changes.change asc,
            changes.before asc,
            changes.after asc
    ) as change_no,
    changes.article_id,
    articles.origin_id,
    articles.story_id
from changes
inner join articles
    on changes.article_id = articles.article_id
left join pairs
    on
        changes.article_id = pairs.article_id
        and changes.version = pairs.version
order by
    known_at desc,
    changes.article_id asc,
    changes.version desc,
    change_no asc
