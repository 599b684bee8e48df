-- migration: 0005 create facts
-- why: one table per kind of fact, columns named as in transforms/records.py; every fact points to its characters.

create schema facts;

-- grain: one row per article_id and version that was extracted
create table facts.extractions (
    article_id varchar not null,
    version bigint not null,
    run_seq bigint not null,
    reference_date date,
    reference_basis varchar,
    extractor_version varchar not null
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

-- grain: one row per entity name and type: which entity a canonical name of an article stands for in the whole archive
create table facts.entity_names (
    name varchar not null,
    type varchar not null,
    entity_id varchar not null,
    entity_name varchar not null, -- the name the entity is shown under
    run_seq bigint not null,
    resolver_version varchar not null
);

-- grain: one row per story and slot
create table facts.slots (
    slot_id varchar not null,
    story_id varchar not null,
    label varchar not null,
    unit_class varchar not null,
    head varchar,
    predicate varchar,
    status varchar not null,
    as_of date,
    verdict varchar not null,
    reason varchar not null,
    independent_origins bigint not null,
    run_seq bigint not null,
    slots_version varchar not null
);

-- grain: one row per slot and claim
create table facts.slot_claims (
    slot_id varchar not null,
    story_id varchar not null,
    quantity_id varchar not null,
    article_id varchar not null,
    origin_id varchar not null,
    group_no bigint not null,
    is_error boolean not null,
    note varchar,
    slots_version varchar not null
);

-- grain: one row per story that reconcile has dealt with: fingerprint of the memberships and facts it saw
create table facts.reconciliations (
    story_id varchar not null,
    fingerprint varchar not null,
    run_seq bigint not null,
    slots_version varchar not null
);
