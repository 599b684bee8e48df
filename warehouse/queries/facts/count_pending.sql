select count(*) as pending
from staging.article_versions as versions
anti join facts.extractions as extractions
    on versions.article_id = extractions.article_id and versions.version = extractions.version
where versions.known_until is null;
