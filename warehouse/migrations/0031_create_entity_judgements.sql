-- migration: 0031 create entity judgements
-- why: people know better than rules who is meant by a name; what they decide is kept, wins, and can be taken back.

-- grain: one row per judgement_id: what somebody decided about names
create table facts.entity_judgements (
    judgement_id bigint not null, -- counts from 1: later judgements overrule earlier ones
    verdict varchar not null, -- merge (two names, one entity), split (the name is nobody else's)
    type varchar not null, -- PERSON, ORG, PLACE, OTHER
    name varchar not null,
    other_name varchar, -- null for a split
    judged_by varchar not null,
    judged_at timestamp not null,
    withdrawn_at timestamp -- null: in force
);
