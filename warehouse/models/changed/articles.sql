-- model: changed.articles
-- grain: one row per article_id whose rows may differ from those of the edition published last
-- key: article_id
-- reads: changed.names, facts.commitments, facts.extractions, facts.mentions, facts.quotes, marts.articles,
--   ops.mart_inputs, staging.article_versions
-- columns:
--   article_id: key of the article
--   fingerprint: hash of what its rows are made of, names apart; null where there is no such article any more
--
-- Facts are never changed in place: the extraction of a version tells of all of them.
with articles as (
    select * from marts.articles
),

versions as (
    select * from staging.article_versions
),

extractions as (
    select * from facts.extractions
),

names as (
    select * from changed.names
),

known as (
    select * from ops.mart_inputs
    where kind = 'articles'
),

versions_per_article as (
    select
        article_id,
        hash(list(hash(version, capture_id, text_sha256, title, known_from) order by version asc)) as fingerprint
    from versions
    group by article_id
),

extractions_per_article as (
    select
        article_id,
        hash(list(hash(version, run_seq, extractor_version) order by version asc)) as fingerprint
    from extractions
    group by article_id
),

current_articles as (
    select
        articles.article_id,
        hash(articles, versions_per_article.fingerprint, extractions_per_article.fingerprint) as fingerprint
    from articles
    left join versions_per_article
        on articles.article_id = versions_per_article.article_id
    left join extractions_per_article
        on articles.article_id = extractions_per_article.article_id
),

articles_with_names as (
    select mentions.article_id
    from facts.mentions as mentions
    semi join names
        on mentions.canonical = names.name
    union distinct
    select quotes.article_id
    from facts.quotes as quotes
    semi join names
        on quotes.speaker = names.name
    union distinct
    select commitments.article_id
    from facts.commitments as commitments
    semi join names
        on commitments.actor = names.name
)

select
    coalesce(current_articles.article_id, known.key) as article_id,
    current_articles.fingerprint
from current_articles
full outer join known
    on current_articles.article_id = known.key
left join articles_with_names
    on current_articles.article_id = articles_with_names.article_id
where
    current_articles.fingerprint is distinct from known.fingerprint
    or articles_with_names.article_id is not null
