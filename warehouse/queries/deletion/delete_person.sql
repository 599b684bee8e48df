-- Facts that name the person; the texts stay as their publishers printed them.
delete from facts.statements
where
    attributed_to in (select name from given_names)
    or exists (
        select 1
        from facts.mentions as gone
        where
            gone.type = 'PERSON'
            and gone.canonical in (select name from given_names)
            and gone.article_id = statements.article_id
            and gone.version = statements.version
            and (
                (gone."start" < statements.subject_end and statements.subject_start < gone."end")
                or (gone."start" < statements.object_end and statements.object_start < gone."end")
            )
    );

delete from facts.quotes
where speaker in (select name from given_names);

delete from facts.commitments
where actor in (select name from given_names) or attributed_to in (select name from given_names);

update facts.quantities
set attributed_to = null
where attributed_to in (select name from given_names);

delete from facts.mentions
where type = 'PERSON' and canonical in (select name from given_names);

delete from facts.entity_judgements
where type = 'PERSON' and (name in (select name from given_names) or other_name in (select name from given_names));

delete from staging.repeated_lines
where exists (
    select 1
    from given_names
    where contains(repeated_lines.line, given_names.name)
);
