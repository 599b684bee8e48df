-- Outlets with their articles of the last 14 days, oldest day first.
with days as (
    select cast(unnest(generate_series(last_day - interval 13 days, last_day, interval 1 day)) as date) as day
    from edition
),

volumes as (
    select
        sources.source_id,
        list(coalesce(daily_sources.article_count, 0) order by days.day) as daily_counts
    from sources
    cross join days
    left join daily_sources
        on
            sources.source_id = daily_sources.source_id
            and days.day = daily_sources.day
    group by sources.source_id
)

select
    sources.source,
    volumes.daily_counts,
    sources.article_count,
    sources.originality_share,
    sources.contested_claim_count,
    sources.error_count,
    sources.changed_count,
    sources.withdrawn_count,
    sources.rejected_count,
    sources.last_seen_at
from sources
left join volumes
    on sources.source_id = volumes.source_id
order by
    sources.article_count desc,
    sources.source asc
limit 200;
