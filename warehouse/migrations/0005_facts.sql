-- migration: 0005 facts
-- why: one table per kind of fact, columns named as in transforms/records.py; every fact points to its characters.

create schema facts;

-- grain: one row per article_id and version that was extracted
create table facts.extractions (
    article_id varchar not null,
    version bigint not null,
    run_seq bigint not null,
    reference_date date,
    reference_basis varchar,
    extractor_version varchar not null,
    language varchar,  -- ISO 639-1; null where it could not be told
    skipped varchar  -- the rule by which the article was not read for facts; null where it was
);

create table facts.sentences (
    article_id varchar not null,
    version bigint not null,
    sentence_no bigint not null,
    "start" bigint not null,
    "end" bigint not null,
    zone varchar not null,
    extractor_version varchar not null
);

create table facts.mentions (
    mention_id varchar not null,
    article_id varchar not null,
    version bigint not null,
    sentence_no bigint not null,
    "start" bigint not null,
    "end" bigint not null,
    surface varchar not null,
    type varchar not null,
    kind varchar not null,
    canonical varchar,
    entity_id varchar,
    rule varchar not null,
    confidence double not null,
    extractor_version varchar not null
);

create table facts.quotes (
    quote_id varchar not null,
    article_id varchar not null,
    version bigint not null,
    sentence_no bigint not null,
    "start" bigint not null,
    "end" bigint not null,
    surface varchar not null,
    kind varchar not null,
    pieces bigint[][] not null, -- [[start, end], ...]
    source_start bigint,
    source_end bigint,
    cue_start bigint,
    cue_end bigint,
    cue_lemma varchar,
    speaker varchar,
    speaker_status varchar not null,
    polarity varchar not null,
    modality varchar not null,
    rule varchar not null,
    confidence double not null,
    extractor_version varchar not null
);

create table facts.quantities (
    quantity_id varchar not null,
    article_id varchar not null,
    version bigint not null,
    sentence_no bigint not null,
    "start" bigint not null,
    "end" bigint not null,
    surface varchar not null,
    kind varchar not null,
    value double,
    low double,
    high double,
    low_open boolean not null,
    high_open boolean not null,
    approx boolean not null,
    qualifier varchar,
    unit varchar,
    unit_class varchar,
    currency varchar,
    status varchar not null,
    attributed_to varchar,
    head varchar,
    subject varchar,
    predicate varchar,
    as_of date,
    rule varchar not null,
    confidence double not null,
    extractor_version varchar not null
);

create table facts.dates (
    date_id varchar not null,
    article_id varchar not null,
    version bigint not null,
    sentence_no bigint not null,
    "start" bigint not null,
    "end" bigint not null,
    surface varchar not null,
    type varchar not null,
    value varchar,
    first_day date,
    last_day date,
    rule varchar not null,
    confidence double not null,
    extractor_version varchar not null
);

create table facts.statements (
    statement_id varchar not null,
    article_id varchar not null,
    version bigint not null,
    sentence_no bigint not null,
    "start" bigint not null,
    "end" bigint not null,
    surface varchar not null,
    subject_start bigint,
    subject_end bigint,
    object_start bigint,
    object_end bigint,
    predicate varchar not null,
    polarity varchar not null,
    time varchar not null,
    certainty varchar not null,
    modality varchar not null,
    attributed_to varchar,
    first_day date,
    last_day date,
    rule varchar not null,
    confidence double not null,
    extractor_version varchar not null
);

-- grain: one row per commitment and actor
create table facts.commitments (
    commitment_id varchar not null, -- the same for all actors of one commitment
    actor varchar not null,
    article_id varchar not null,
    version bigint not null,
    sentence_no bigint not null,
    "start" bigint not null,
    "end" bigint not null,
    surface varchar not null,
    trigger_start bigint not null,
    trigger_end bigint not null,
    action varchar,
    target varchar,
    polarity varchar not null,
    modality varchar not null,
    is_conditional boolean not null,
    condition_start bigint,
    condition_end bigint,
    attributed_to varchar,
    due_date date,
    rule varchar not null,
    confidence double not null,
    extractor_version varchar not null
);

-- grain: one row per entity name and type: which entity of the whole archive a canonical name of an article means
create table facts.entity_names (
    name varchar not null,
    type varchar not null,
    entity_id varchar not null,
    entity_name varchar not null, -- the name the entity is shown under
    confidence double, -- of the name's surest match
    reason varchar,
    mention_count bigint, -- when it was resolved
    run_seq bigint not null,
    resolver_version varchar not null
);

-- grain: one row per question that figures of a story answer; intermediate.questions puts it in words
create table facts.questions (
    slot_id varchar not null,
    story_id varchar not null,
    kind varchar not null, -- of its figures: count, money, percent, ...
    unit_class varchar not null, -- what is counted or measured; the kind where that is all there is
    currency varchar, -- ISO 4217 code
    heads varchar[] not null, -- every noun that its figures count
    subject varchar, -- whose it is, where more than half of the figures name it
    predicate varchar, -- what happened, in most of the figures
    status varchar not null,
    as_of date,
    verdict varchar not null,
    reason varchar not null,
    independent_origins bigint not null,
    run_seq bigint not null,
    reconcile_version varchar not null
);

-- grain: one row per question and figure that answers it
create table facts.answers (
    slot_id varchar not null,
    story_id varchar not null,
    quantity_id varchar not null,
    article_id varchar not null,
    origin_id varchar not null,
    group_no bigint not null,
    is_error boolean not null,
    note varchar,
    reconcile_version varchar not null
);

-- grain: one row per story that reconcile has dealt with: fingerprint of the memberships and facts it saw
create table facts.reconciliations (
    story_id varchar not null,
    fingerprint varchar not null,
    run_seq bigint not null,
    reconcile_version varchar not null
);

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
    reconcile_version varchar not null
);

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
    reconcile_version varchar not null
);

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

-- grain: one row per type, name and block: where names meet that may be one entity
create table facts.name_blocks (
    type varchar not null,
    name varchar not null,
    block varchar not null,
    is_single boolean not null, -- a person's single name: it meets its bearers, and matches nobody
    resolver_version varchar not null
);

-- grain: one row per type and pair of names found to be one entity
create table facts.name_matches (
    type varchar not null,
    name varchar not null, -- the first of the two in the alphabet
    other_name varchar not null,
    score double not null,
    reason varchar not null,
    resolver_version varchar not null
);

-- grain: one row per name: who is meant where a text gives a name without its type, as of speakers and actors. One name
-- can be a person and an organisation, or a place and the government in it: it means a person first, then an
-- organisation. Reading all of 300,000 names takes .2 s (duckdb 1.5.5, two cores).
create view facts.resolved_names as
select
    names.name,
    names.meant.entity_id,
    names.meant.entity_name
from (
    select
        name,
        min_by(
            struct_pack(entity_id := entity_id, entity_name := entity_name),
            (type != 'PERSON', type != 'ORG', entity_id)
        ) as meant
    from facts.entity_names
    group by name
) as names;

-- grain: one row per commitment and actor, with the actor's entity and its one name in the whole archive; a pronoun
-- that the text leaves open names nobody
create view facts.resolved_commitments as
select
    commitments.*,
    names.entity_id as actor_id,
    case
        when
            lower(commitments.actor) in (
                'he', 'she', 'it', 'they', 'we', 'i', 'you', 'who', 'which', 'that', 'this', 'these', 'those'
            )
            then 'unnamed'
        else coalesce(names.entity_name, commitments.actor)
    end as known_actor
from facts.commitments as commitments
left join facts.resolved_names as names on commitments.actor = names.name;
