-- check: spans
-- severity: fail
-- Sentences and every part of a fact that is only pointed to lie inside their text.
--
-- Facts never change in place: between editions it is enough to read those of the articles that do.
with spans as (
    select
        'sentence' as kind,
        article_id,
        version,
        "start",
        "end"
    from facts.sentences
    union all
    select
        'speaker' as kind,
        article_id,
        version,
        source_start as "start",
        source_end as "end"
    from facts.quotes
    union all
    select
        'cue' as kind,
        article_id,
        version,
        cue_start as "start",
        cue_end as "end"
    from facts.quotes
    union all
    select
        'subject' as kind,
        article_id,
        version,
        subject_start as "start",
        subject_end as "end"
    from facts.statements
    union all
    select
        'object' as kind,
        article_id,
        version,
        object_start as "start",
        object_end as "end"
    from facts.statements
    union all
    select
        'trigger' as kind,
        article_id,
        version,
        trigger_start as "start",
        trigger_end as "end"
    from facts.commitments
    union all
    select
        'condition' as kind,
        article_id,
        version,
        condition_start as "start",
        condition_end as "end"
    from facts.commitments
),

versions as (
    select * from staging.article_versions
    where $whole or article_id in (select article_id from changed.articles)
)

select
    spans.kind,
    spans.article_id,
    spans.version,
    spans."start",
    spans."end"
from spans
inner join versions
    on
        spans.article_id = versions.article_id
        and spans.version = versions.version
where
    not (spans."start" is null and spans."end" is null)
    and coalesce(
        spans."start" < 0
        or spans."end" <= spans."start"
        or spans."end" > length(versions.text),
        true
    )
order by all
