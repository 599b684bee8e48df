-- check: surfaces
-- severity: fail
-- Every fact is where it says it is: the text at its offsets is its surface.
--
-- Facts never change in place: between editions it is enough to read those of the articles that do.
with facts_of_all_kinds as (
    select
        'mention' as kind,
        mention_id as fact_id,
        article_id,
        version,
        "start",
        "end",
        surface
    from facts.mentions
    union all
    select
        'quote' as kind,
        quote_id as fact_id,
        article_id,
        version,
        "start",
        "end",
        surface
    from facts.quotes
    union all
    select
        'quantity' as kind,
        quantity_id as fact_id,
        article_id,
        version,
        "start",
        "end",
        surface
    from facts.quantities
    union all
    select
        'date' as kind,
        date_id as fact_id,
        article_id,
        version,
        "start",
        "end",
        surface
    from facts.dates
    union all
    select
        'statement' as kind,
        statement_id as fact_id,
        article_id,
        version,
        "start",
        "end",
        surface
    from facts.statements
    union all
    select
        'commitment' as kind,
        commitment_id as fact_id,
        article_id,
        version,
        "start",
        "end",
        surface
    from facts.commitments
),

versions as (
    select * from staging.article_versions
    where $whole or article_id in (select article_id from changed.articles)
)

select
    facts_of_all_kinds.kind,
    facts_of_all_kinds.fact_id,
    facts_of_all_kinds.article_id,
    facts_of_all_kinds."start",
    facts_of_all_kinds."end",
    facts_of_all_kinds.surface
from facts_of_all_kinds
inner join versions
    on
        facts_of_all_kinds.article_id = versions.article_id
        and facts_of_all_kinds.version = versions.version
where
    facts_of_all_kinds."start" < 0
    or facts_of_all_kinds."end" <= facts_of_all_kinds."start"
    or substr(
        versions.text, facts_of_all_kinds."start" + 1, facts_of_all_kinds."end" - facts_of_all_kinds."start"
    ) != facts_of_all_kinds.surface
order by all
