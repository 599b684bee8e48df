"""The only room with a clock, a network, a scheduler and a command line."""
