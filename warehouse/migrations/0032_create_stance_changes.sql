-- migration: 0032 create stance changes
-- why: one actor's commitments to one deed may not go together: firm here and conditional there, promised and refused.

-- grain: one row per stance change and commitment
create table facts.stance_changes (
    stance_id varchar not null, -- the same for all commitments of one actor to one deed in one story
    story_id varchar not null,
    actor varchar not null, -- under the name of the whole archive
    deed varchar not null, -- class of the verb and head of its object
    reason varchar not null, -- refused (promise against refusal), softened (firm against conditional)
    commitment_id varchar not null,
    article_id varchar not null,
    run_seq bigint not null,
    slots_version varchar not null
);
