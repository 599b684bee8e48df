"""Takes care of a working database: deletion, compaction, integrity checks, resets."""
