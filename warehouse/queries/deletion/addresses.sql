-- Every address that is one of those asked for, or lies in the domain; a host below the domain lies in it too.
with addresses as (
    select url as address
    from raw.captures
    union
    select final_url as address
    from raw.captures
    union
    select url as address
    from raw.sightings
    union
    select address
    from raw.aliases
    union
    select url as address
    from raw.validators
    union
    select url as address
    from raw.waiting
    union
    select url as address
    from staging.articles
    union
    select url as address
    from ops.rejections
    union
    select url as address
    from raw.sources
),

hosts as (
    select
        address,
        regexp_extract(lower(address), '^https?://([^/@]*@)?([^/:?#]+)', 2) as host
    from addresses
    where address is not null
)

select address
from hosts
where
    address in (select unnest($addresses))
    or host = $domain
    or ends_with(host, '.' || $domain)
order by address;
