-- The facts of one article in the order of the text, each with what it means in a few words.
with facts as (
    select
        'quote' as kind,
        coalesce(speaker, speaker_words, 'somebody') || ', ' || kind as meaning,
        "start",
        "end"
    from quotes
    where article_id = $article_id
    union all
    select
        'commitment' as kind,
        string_agg(actor, ', ' order by actor)
        || ': ' || replace(any_value(modality), '_', ' ') || coalesce(', ' || any_value(condition), '') as meaning,
        "start",
        "end"
    from commitments
    where article_id = $article_id
    group by commitment_id, "start", "end"
    union all
    select
        'figure' as kind,
        concat_ws(
            ' ',
            kind || ':',
            case when value is not null then format('{:.15g}', value) end,
            coalesce(currency, unit_class),
            case when status != 'actual' then '(' || status || ')' end
        ) as meaning,
        "start",
        "end"
    from figures
    where article_id = $article_id
    union all
    select
        'date' as kind,
        coalesce(value, 'unresolved') as meaning,
        "start",
        "end"
    from dates
    where article_id = $article_id
    union all
    select
        case type when 'PERSON' then 'person' when 'ORG' then 'organisation' when 'PLACE' then 'place' else 'name' end
            as kind,
        coalesce(entity, kind) as meaning,
        "start",
        "end"
    from mentions
    where article_id = $article_id
)

select
    kind,
    meaning,
    "start",
    "end"
from facts
order by "start" asc, "end" desc, kind asc, meaning asc;
