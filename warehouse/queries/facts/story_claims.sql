-- The figures of the given stories, of every version of their articles, with their sentences and origins;
-- whose figure it is stands under that name in the whole archive. Materialized, or DuckDB joins the whole archive
-- before it looks at which stories were asked for (100,000 articles, 200 stories: 11.5 s; so .9 s).
with members as materialized (
    select
        memberships.story_id,
        memberships.article_id,
        memberships.origin_id,
        memberships.derived_from_article_id
    from stories.memberships as memberships
    semi join given on memberships.story_id = given.story_id
    semi join staging.articles as articles
        on memberships.article_id = articles.article_id and articles.withdrawn_at is null
),

claims as materialized (
    select quantities.*
    from facts.quantities as quantities
    semi join members on quantities.article_id = members.article_id
    qualify
        row_number() over (
            partition by quantities.article_id, quantities.version
            order by quantities.start, quantities.quantity_id
        ) <= $most_of_an_article
),

sentences as materialized (
    select
        sentences.article_id,
        sentences.version,
        sentences.sentence_no,
        sentences.start,
        sentences."end"
    from facts.sentences as sentences
    semi join claims
        on
            sentences.article_id = claims.article_id
            and sentences.version = claims.version
            and sentences.sentence_no = claims.sentence_no
),

versions as materialized (
    select
        versions.article_id,
        versions.version,
        versions.text,
        versions.known_until
    from staging.article_versions as versions
    semi join members on versions.article_id = members.article_id
),

-- before the rest is joined, which would hold the whole text once for every figure
worded as materialized (
    select
        sentences.article_id,
        sentences.version,
        sentences.sentence_no,
        versions.known_until,
        substr(versions.text, sentences.start + 1, sentences."end" - sentences.start) as sentence
    from sentences
    inner join versions
        on sentences.article_id = versions.article_id and sentences.version = versions.version
)

select
    members.story_id,
    claims.quantity_id,
    claims.article_id,
    members.origin_id,
    members.derived_from_article_id,
    worded.known_until is not null as is_superseded,
    worded.sentence,
    claims.sentence_no,
    claims.start,
    claims."end",
    claims.surface,
    claims.kind,
    claims.value,
    claims.low,
    claims.high,
    claims.low_open,
    claims.high_open,
    claims.approx,
    claims.qualifier,
    claims.unit,
    claims.unit_class,
    claims.currency,
    claims.status,
    claims.attributed_to,
    claims.head,
    coalesce(names.entity_name, claims.subject) as subject,
    claims.predicate,
    claims.as_of,
    claims.rule,
    claims.confidence
from claims
inner join members on claims.article_id = members.article_id
inner join worded
    on
        claims.article_id = worded.article_id
        and claims.version = worded.version
        and claims.sentence_no = worded.sentence_no
left join facts.resolved_names as names on claims.subject = names.name
order by members.story_id, claims.quantity_id;
