-- of a source that has nothing left not even its name stays; one that is still declared comes back with its next night
delete from staging.repeated_lines
where source_id not in (select articles.source_id from staging.articles as articles);

delete from ops.source_health
where
    source_id in (select source_id from given_sources)
    and source_id not in (select sightings.source_id from raw.sightings as sightings);

delete from raw.sources
where
    source_id in (select source_id from given_sources)
    and source_id not in (select sightings.source_id from raw.sightings as sightings);
