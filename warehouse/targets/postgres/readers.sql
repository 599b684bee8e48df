-- Who may read schema marts, the owner left out; PUBLIC is everybody.
select case granted.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(granted.grantee)) end as reader
from
    pg_namespace
cross join aclexplode(pg_namespace.nspacl) as granted
where
    pg_namespace.nspname = 'marts'
    and granted.privilege_type = 'USAGE'
    and granted.grantee != pg_namespace.nspowner
order by reader;
