"""When two names mean one entity: certain rules first, a question to the trained matcher where only spelling tells.

Every answer carries its reason. Nothing is looked up in the articles: two people of one name stay one here, and whoever
knows better keeps them apart.
"""

from __future__ import annotations

from nightdesk.transforms.names.resolution.bodies import compare_organisations, compare_places
from nightdesk.transforms.names.resolution.name_answers import Judge, NameAnswer, Question, decided, judged
from nightdesk.transforms.names.resolution.people import compare_people


def same_name(a: str, b: str, type: str, judge: Judge) -> tuple[bool, float, str]:
    """Whether two names of one type (PERSON, ORG, PLACE) mean one entity, a score in 0..1, and why.

    Symmetric; names equal but for case, accents and titles score 1. The score is a rule's, or a probability.
    """
    found = compare_names(a, b, type)
    return decided(found) if isinstance(found, NameAnswer) else judged(judge([found])[0])


def compare_names(a: str, b: str, type: str) -> NameAnswer | Question:
    """What rules say about two names of one type, or what they would ask the matcher."""
    if type == "PERSON":
        return compare_people(a, b)
    return compare_organisations(a, b) if type == "ORG" else compare_places(a, b)
