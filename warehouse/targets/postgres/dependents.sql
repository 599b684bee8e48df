-- Views outside of schema marts that read its tables: replacing the tables would break them.
select distinct views.oid::regclass::text as view_name
from pg_depend
inner join pg_rewrite
    on pg_depend.objid = pg_rewrite.oid
inner join pg_class as views
    on pg_rewrite.ev_class = views.oid
inner join pg_class as tables
    on pg_depend.refobjid = tables.oid
where
    pg_depend.classid = 'pg_rewrite'::regclass
    and pg_depend.refclassid = 'pg_class'::regclass
    and tables.relnamespace = 'marts'::regnamespace
    and views.oid != tables.oid
order by view_name;
