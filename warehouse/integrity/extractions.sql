-- check: extractions
-- severity: fail
-- Every fact belongs to the extraction of its article's version, made by the same rules, and to a sentence of it.
with facts_of_all_kinds as (
    select
        'facts.mentions' as table_name,
        mention_id as row_id,
        article_id,
        version,
        sentence_no,
        extractor_version
    from facts.mentions
    union all
    select
        'facts.quotes' as table_name,
        quote_id as row_id,
        article_id,
        version,
        sentence_no,
        extractor_version
    from facts.quotes
    union all
    select
        'facts.quantities' as table_name,
        quantity_id as row_id,
        article_id,
        version,
        sentence_no,
        extractor_version
    from facts.quantities
    union all
    select
        'facts.dates' as table_name,
        date_id as row_id,
        article_id,
        version,
        sentence_no,
        extractor_version
    from facts.dates
    union all
    select
        'facts.statements' as table_name,
        statement_id as row_id,
        article_id,
        version,
        sentence_no,
        extractor_version
    from facts.statements
    union all
    select
        'facts.commitments' as table_name,
        commitment_id as row_id,
        article_id,
        version,
        sentence_no,
        extractor_version
    from facts.commitments
)

select
    found.table_name,
    found.row_id,
    found.article_id,
    found.version,
    found.sentence_no,
    found.extractor_version
from facts_of_all_kinds as found
left join facts.extractions as extractions
    on
        found.article_id = extractions.article_id
        and found.version = extractions.version
        and found.extractor_version = extractions.extractor_version
left join facts.sentences as sentences
    on
        found.article_id = sentences.article_id
        and found.version = sentences.version
        and found.sentence_no = sentences.sentence_no
where extractions.article_id is null or sentences.article_id is null
order by all
