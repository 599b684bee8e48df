-- migration: 0006 create sources
-- why: sources are declared in a file; the tables need names and addresses, so every run writes down what it read.

-- grain: one row per source_id, as declared when the source was last read
create table raw.sources (
    source_id varchar not null,
    name varchar not null, -- as people know the outlet
    kind varchar not null, -- feed, sitemap, pages, folder, warc, table
    url varchar, -- where it is read from; null for files loaded by hand
    run_seq bigint not null
);
