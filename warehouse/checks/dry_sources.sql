-- check: dry_sources
-- severity: warn
-- Every source brings what its declaration expects (min_articles_per_day), over the seven days before the last run.
with latest as (
    select max(started_at) as run_at
    from ops.runs
),

articles as (
    select
        articles.source_id,
        min(articles.first_seen_at) as first_seen_at,
        count(*) filter (where articles.first_seen_at > latest.run_at - interval 7 days) as recent_count
    from staging.articles as articles
    cross join latest
    group by articles.source_id
)

select
    sources.source_id,
    coalesce(articles.recent_count, 0) as recent_count,
    sources.min_articles_per_day
from raw.sources as sources
cross join latest
left join articles on sources.source_id = articles.source_id
where
    coalesce(articles.recent_count, 0) / 7 < sources.min_articles_per_day
    -- a source that is younger than a week has had no time to disappoint, unless it brought nothing at all
    and coalesce(articles.first_seen_at <= latest.run_at - interval 7 days, true)
order by sources.source_id
