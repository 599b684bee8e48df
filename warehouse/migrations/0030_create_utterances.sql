-- migration: 0030 create utterances
-- why: several articles quote one sentence in different words; readers want it once, with everybody who quotes it.

-- grain: one row per utterance and quoted sentence of a current article
create table facts.utterances (
    utterance_id varchar not null, -- the same for all wordings of one sentence
    story_id varchar not null,
    quote_id varchar not null,
    article_id varchar not null,
    "start" bigint not null, -- of the sentence inside its quote
    "end" bigint not null,
    surface varchar not null,
    speaker varchar, -- named by most of the articles that quote it
    wording_no bigint not null, -- equal words, equal number
    run_seq bigint not null,
    slots_version varchar not null
);
