-- Quoted sentences that more than one article gives and that an article of the night gives, in all their wordings.
select
    utterances.utterance_id,
    utterances.speaker,
    utterances.wording,
    utterances.wording_no,
    utterances.wording_count,
    utterances.article_count,
    utterances.independent_origins,
    string_agg(utterances.source, ', ' order by utterances.published_at asc, utterances.source asc) as sources,
    min(utterances.published_at) as first_published_at
from utterances
where
    utterances.utterance_id in (
        select told.utterance_id
        from utterances as told
        inner join articles
            on told.article_id = articles.article_id
        where articles.first_seen_at >= $began_at
    )
group by all
order by
    utterances.independent_origins desc,
    utterances.wording_count desc,
    utterances.article_count desc,
    utterances.utterance_id asc,
    first_published_at asc nulls last,
    utterances.wording_no asc
limit 60;
