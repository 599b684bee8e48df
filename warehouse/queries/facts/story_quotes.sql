-- What the articles of the given stories put in quotation marks, piece by piece, with the speaker's name in the whole
-- archive; scare quotes are no statement. Materialized as in story_claims.
with members as materialized (
    select
        memberships.story_id,
        versions.article_id,
        versions.version,
        versions.text
    from stories.memberships as memberships
    semi join given on memberships.story_id = given.story_id
    semi join staging.articles as articles
        on memberships.article_id = articles.article_id and articles.withdrawn_at is null
    inner join staging.article_versions as versions
        on memberships.article_id = versions.article_id and versions.known_until is null
),

quotes as materialized (
    select
        quotes.quote_id,
        quotes.article_id,
        quotes.version,
        quotes.speaker,
        quotes.pieces
    from facts.quotes as quotes
    semi join members on quotes.article_id = members.article_id and quotes.version = members.version
    where quotes.kind in ('direct', 'partial')
)

select
    members.story_id,
    quotes.quote_id,
    quotes.article_id,
    coalesce(names.entity_name, quotes.speaker) as speaker,
    list_transform(
        quotes.pieces,
        lambda piece: struct_pack(
            start_at := piece[1], words := substr(members.text, piece[1] + 1, piece[2] - piece[1])
        )
    ) as pieces
from quotes
inner join members on quotes.article_id = members.article_id
left join facts.resolved_names as names on quotes.speaker = names.name
order by members.story_id, quotes.quote_id;
