-- Pairs of a fresh article with any article that shares a band. A bucket over $most articles gives a star around its
-- first article instead of every pair: 8,000 near copies in one bucket would be 32 million pairs.
with fresh_bands as (
    select
        bands.band_key,
        bands.article_id
    from stories.bands as bands
    where bands.article_id in (select article_id from given)
),

buckets as (
    select
        band_key,
        count(*) as size,
        arg_min(article_id, (run_seq, article_id)) as first_id
    from stories.bands
    where band_key in (select band_key from fresh_bands)
    group by band_key
    having count(*) > 1
),

pairs as (
    select
        fresh_bands.article_id,
        bands.article_id as other_id
    from fresh_bands
    inner join buckets on fresh_bands.band_key = buckets.band_key and buckets.size <= $most
    inner join stories.bands as bands on fresh_bands.band_key = bands.band_key
    union all
    select
        fresh_bands.article_id,
        min(buckets.first_id) as other_id
    from fresh_bands
    inner join buckets on fresh_bands.band_key = buckets.band_key and buckets.size > $most
    group by fresh_bands.article_id
)

select distinct
    least(article_id, other_id) as article_id_a,
    greatest(article_id, other_id) as article_id_b
from pairs
where article_id != other_id
order by article_id_a, article_id_b;
