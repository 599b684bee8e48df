-- Every name that shares a block with an incoming one, the incoming ones too; single names match nobody.
select distinct
    mates.type,
    mates.name
from facts.name_blocks as blocks
semi join incoming on blocks.type = incoming.type and blocks.name = incoming.name
inner join facts.name_blocks as mates on blocks.type = mates.type and blocks.block = mates.block
where not blocks.is_single and not mates.is_single
order by all;
