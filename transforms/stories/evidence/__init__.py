"""What links two texts, shown: aligned sentences, damage, spellings, direction, and both texts side by side."""
