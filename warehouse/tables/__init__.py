"""The tables of the working database: a module a subject reads and writes them."""
