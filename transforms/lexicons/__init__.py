"""Word lists as data, each naming its source."""
