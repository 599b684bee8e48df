-- migration: 0021 add zones
-- why: what stands between headline and body, and below the pictures, is no body text, but it is not thrown away.

alter table staging.article_versions add column standfirst varchar;
alter table staging.article_versions add column captions varchar[]; -- null before these columns were there
