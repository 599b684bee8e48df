-- migration: 0020 create repeated lines
-- why: what a source prints below every article ("More from our desk") is learned from its own pages, not listed.

-- grain: one row per source_id and line
create table staging.repeated_lines (
    source_id varchar not null,
    line varchar not null, -- as it stands in the cleaned text
    story_count bigint not null, -- different stories whose articles held it when it was learned
    article_count bigint not null,
    run_seq bigint not null -- the run at whose end it was learned; articles first seen later are cleaned of it
);
