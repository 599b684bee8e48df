-- The edition, what it holds in all and what the last night that read sources added.
with night as (
    select coalesce(max(started_at), timestamp '9999-12-31') as began_at
    from stage_reports
    where stage = 'clean'
)

select
    edition.edition_id,
    edition.published_at,
    edition.article_count as articles,
    edition.independent_origins as origins,
    edition.story_count as stories,
    edition.copy_count as copies,
    edition.contested_count as contested,
    edition.quote_count as quotes,
    edition.source_count as sources,
    (
        select count(*) from articles
        where
            articles.first_seen_at >= night.began_at
            and not articles.is_withdrawn
    ) as new_articles,
    (
        select count(*) from articles
        where
            articles.first_seen_at >= night.began_at
            and articles.relation in ('copy', 'derived')
            and not articles.is_withdrawn
    ) as new_copies,
    (
        select count(*) from stories
        where stories.first_seen_at >= night.began_at
    ) as new_stories,
    (
        select count(*) from fact_changes
        where fact_changes.known_at >= night.began_at
    ) as new_changes,
    (
        select count(*) from rejections
        where
            rejections.rejected_at >= night.began_at
            and not rejections.is_replayed
    ) as new_rejections,
    night.began_at
from edition
cross join night;
