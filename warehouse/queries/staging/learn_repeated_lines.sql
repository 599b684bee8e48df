-- Lines that stand in several stories of a source, among its latest articles, and are not known yet. Articles of one
-- story count once: copies share everything, and follow-ups share their background paragraphs.
insert into staging.repeated_lines
with ranked as (
    select
        article_id,
        source_id,
        row_number() over (partition by source_id order by first_run_seq desc, article_id asc) as age_rank
    from staging.articles
    where withdrawn_at is null
),

lines as (
    select
        ranked.source_id,
        ranked.article_id,
        coalesce(memberships.story_id, ranked.article_id) as story_id,
        unnest(string_split(versions.text, chr(10))) as line
    from ranked
    inner join staging.article_versions as versions
        on ranked.article_id = versions.article_id and versions.version = 1
    left join stories.memberships as memberships on ranked.article_id = memberships.article_id
    where ranked.age_rank <= $most_articles
),

counted as (
    select
        source_id,
        line,
        count(distinct story_id) as story_count,
        count(distinct article_id) as article_count
    from lines
    where length(line) <= $most_chars
    group by source_id, line
)

select
    counted.source_id,
    counted.line,
    counted.story_count,
    counted.article_count,
    $run_seq
from counted
anti join staging.repeated_lines as known on counted.source_id = known.source_id and counted.line = known.line
where counted.story_count >= $least_stories;
