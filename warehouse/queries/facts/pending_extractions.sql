-- Articles whose current version has no facts yet, but for those given.
select
    versions.article_id,
    versions.version,
    versions.title,
    versions.text,
    versions.published,
    articles.source_id,
    versions.language,
    versions.authors,
    versions.agency,
    versions.contributors
from staging.article_versions as versions
inner join staging.articles as articles on versions.article_id = articles.article_id
anti join facts.extractions as extractions
    on versions.article_id = extractions.article_id and versions.version = extractions.version
anti join given on versions.article_id = given.article_id
where versions.known_until is null
order by versions.run_seq, versions.article_id
limit $most;
