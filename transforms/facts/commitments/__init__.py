"""Commitments: who pledges, offers, plans, hesitates or refuses to do what, and on which condition."""
