"""The words of commitment one by one: what each says of modality and polarity, and what makes it none."""

import pytest

from nightdesk.transforms.facts.extract import extract
from nightdesk.transforms.records import Commitment, Document


def commitments(text: str) -> tuple[Commitment, ...]:
    return extract(Document("a", None, text, "2031-03-12", language="en")).commitments


def only(text: str) -> Commitment:
    found = commitments(text)
    assert len(found) == 1, [(c.surface, c.modality) for c in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Norway pledged to send two dredgers.", "pledged"),
        ("Norway has pledged two dredgers.", "pledged"),
        ("Norway promised to send two dredgers.", "promised"),
        ("Norway vowed to send two dredgers.", "promised"),
        ("Norway has sworn to send two dredgers.", "promised"),
        ("Norway guaranteed two dredgers.", "promised"),
        ("Norway committed to sending two dredgers.", "committed"),
        ("Norway is committed to sending two dredgers.", "committed"),
        ("Norway set aside two dredgers.", "committed"),
        ("Norway renewed its commitment to send two dredgers.", "committed"),
        ("Norway offered to send two dredgers.", "offered"),
        ("Norway volunteered to send two dredgers.", "offered"),
        ("Norway is ready to send two dredgers.", "offered"),
        ("Norway is willing to send two dredgers.", "offered"),
        ("Norway is prepared to send two dredgers.", "offered"),
        ("Norway agreed to send two dredgers.", "agreed"),
        ("Norway consented to send two dredgers.", "agreed"),
        ("Norway approved two dredgers.", "agreed"),
        ("Norway plans to send two dredgers.", "planned"),
        ("Norway is planning to send two dredgers.", "planned"),
        ("Norway is preparing to send two dredgers.", "planned"),
        ("Norway is due to send two dredgers.", "planned"),
        ("Norway intends to send two dredgers.", "intended"),
        ("Norway is determined to send two dredgers.", "intended"),
        ("Norway is keen to send two dredgers.", "intended"),
        ("Norway is considering sending two dredgers.", "considered"),
        ("Norway may send two dredgers.", "considered"),
        ("Norway could send two dredgers.", "considered"),
        ("Norway is open to sending two dredgers.", "open_to"),
        ("Norway will send two dredgers.", "promised"),
    ],
)
def test_a_word_that_leads_to_a_deed_commits_with_its_modality(text: str, modality: str) -> None:
    found = only(text)
    assert (found.actors, found.polarity, found.modality) == (("Norway",), "positive", modality)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Chile refused to lend its dredger.", "refused"),
        ("Chile declined to lend its dredger.", "refused"),
        ("Chile rejected the plan.", "refused"),
        ("Chile ruled out the plan.", "refused"),
        ("Chile opposed the plan.", "refused"),
        ("Chile vetoed the plan.", "refused"),
        ("Chile is unwilling to lend its dredger.", "refused"),
        ("Chile is opposed to lending its dredger.", "refused"),
        ("Chile has no intention of lending its dredger.", "refused"),
        ("Chile has no plans to lend its dredger.", "refused"),
        ("Chile is not prepared to lend its dredger.", "refused"),
        ("Chile would not lend its dredger.", "refused"),
        ("Chile hesitated to lend its dredger.", "hesitant"),
        ("Chile is reluctant to lend its dredger.", "hesitant"),
        ("Chile is hesitant to lend its dredger.", "hesitant"),
        ("Chile has reservations about lending its dredger.", "hesitant"),
        ("Chile suspended the loan.", "withdrawn"),
        ("Chile cancelled the loan.", "withdrawn"),
        ("Chile scrapped the loan.", "withdrawn"),
        ("Chile pulled out of the loan.", "withdrawn"),
        ("Chile backed out of the loan.", "withdrawn"),
        ("Chile walked away from the loan.", "withdrawn"),
    ],
)
def test_a_refusal_a_hesitation_and_a_withdrawal_are_negative(text: str, modality: str) -> None:
    found = only(text)
    assert (found.actors, found.polarity, found.modality) == (("Chile",), "negative", modality)


@pytest.mark.parametrize(
    "text",
    [
        "Norway firmly pledged to send two dredgers.",
        "Norway has formally pledged to send two dredgers.",
        "Norway solemnly pledged to send two dredgers.",
        "Norway definitely pledged to send two dredgers.",
    ],
)
def test_an_adverb_of_firmness_makes_a_pledge_firm(text: str) -> None:
    assert only(text).modality == "pledged_firm"


@pytest.mark.parametrize(
    ("positive", "negative"),
    [
        ("Norway pledged to raise the toll.", "Norway pledged not to raise the toll."),
        ("Norway promised to raise the toll.", "Norway promised not to raise the toll."),
        ("Norway will raise the toll.", "Norway will not raise the toll."),
        ("Norway will raise the toll.", "Norway won’t raise the toll."),
        ("Norway is ready to raise the toll.", "Norway is not ready to raise the toll."),
    ],
)
def test_a_negation_turns_the_polarity(positive: str, negative: str) -> None:
    assert (only(positive).polarity, only(negative).polarity) == ("positive", "negative")


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Norway will lend the dredger if Chile pays.", "if Chile pays"),
        ("If Chile pays, Norway will lend the dredger.", "If Chile pays"),
        ("Norway will lend the dredger unless Chile objects.", "unless Chile objects"),
        ("Norway will lend the dredger provided that Chile pays.", "provided that Chile pays"),
        ("Norway will lend the dredger only if Chile pays.", "only if Chile pays"),
        ("Norway offered to lend the dredger on condition that Chile pays.", "on condition that Chile pays"),
        ("Norway agreed to lend the dredger as long as Chile pays.", "as long as Chile pays"),
    ],
)
def test_a_condition_makes_what_is_promised_conditional(text: str, condition: str) -> None:
    found = only(text)
    assert found.condition is not None
    assert (found.modality, found.conditional) == ("conditional", True)
    assert text[slice(*found.condition)] == condition


def test_a_refusal_with_a_condition_stays_a_refusal() -> None:
    found = only("Norway refused to lend the dredger unless Chile pays.")
    assert (found.modality, found.polarity, found.conditional) == ("refused", "negative", True)


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Norway and Chile pledged to widen the canal.", ("Norway", "Chile")),
        ("Both Norway and Chile pledged to widen the canal.", ("Norway", "Chile")),
        ("Countries such as Norway and Chile pledged to widen the canal.", ("Norway", "Chile")),
        ("Ada Quill pledged to widen the canal.", ("Ada Quill",)),
        ("Ada Quill said she would widen the canal.", ("Ada Quill",)),
        ("Canal manager Ada Quill pledged to widen the canal.", ("Ada Quill",)),
        ("Mayor Ada Quill pledged to widen the canal.", ("Ada Quill",)),
        ("The council pledged to widen the canal.", ("The council",)),
        ("Twelve countries pledged to widen the canal.", ("Twelve countries",)),
        ("The shipowners pledged to widen the canal.", ("The shipowners",)),
        ("“I will widen the canal,” said Ada Quill.", ("Ada Quill",)),
        ("“We are ready to widen the canal,” Ada Quill said.", ("Ada Quill",)),
    ],
)
def test_actors_are_the_parties_that_the_subject_names(text: str, actors: tuple[str, ...]) -> None:
    assert only(text).actors == actors


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Chilean President Ada Quill pledged to widen the canal.", ("Ada Quill", "Chile")),
        ("Peru’s President Ada Quill pledged to widen the canal.", ("Ada Quill", "Peru")),
        ("Ada Quill, the prime minister of Norway, pledged to widen the canal.", ("Ada Quill", "Norway")),
        ("Oslo pledged to widen the canal.", ("Oslo", "Norway")),
        ("Santiago pledged to widen the canal.", ("Santiago", "Chile")),
    ],
)
def test_whoever_leads_a_state_or_is_its_capital_acts_for_it_too(text: str, actors: tuple[str, ...]) -> None:
    assert only(text).actors == actors


@pytest.mark.parametrize(
    ("text", "action", "target"),
    [
        ("Norway pledged to build three locks.", "build three locks", "three locks"),
        ("Norway agreed to repair the weir.", "repair the weir", "the weir"),
        ("Norway offered to host the talks.", "host the talks", "the talks"),
        ("Norway refused to pay the toll.", "pay the toll", "the toll"),
        ("Norway plans to close the canal.", "close the canal", "the canal"),
        ("Norway promised not to close the canal.", "close the canal", "the canal"),
        ("Norway ruled out closing the canal.", "close the canal", "the canal"),
    ],
)
def test_action_and_target_are_the_deed_and_its_object(text: str, action: str, target: str) -> None:
    found = only(text)
    assert (found.action, found.target) == (action, target)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Norway pledged to widen the canal by 2033.", "2033-12-31"),
        ("Norway pledged to widen the canal by June 2031.", "2031-06-30"),
        ("Norway pledged to widen the canal by 5 May 2031.", "2031-05-05"),
        ("Norway will widen the canal next year.", "2032-12-31"),
        ("Norway will close the canal tomorrow.", "2031-03-13"),
        ("Norway will close the canal on Friday.", "2031-03-14"),
        ("Norway pledged to widen the canal.", None),
    ],
)
def test_the_due_date_is_the_last_day_of_the_time_named_behind_the_promise(text: str, due: str | None) -> None:
    found = only(text)
    assert (found.due_date.isoformat() if found.due_date else None) == due


@pytest.mark.parametrize(
    "text",
    [
        "Norway widened the canal.",
        "Norway has widened the canal.",
        "The canal is 90 metres wide.",
        "The water will rise.",
        "It will rain in Oslo.",
        "Ships may be late.",
        "It is unclear whether Norway will widen the canal.",
        "Norway asked whether Chile would widen the canal.",
        "Norway denied that it had promised to widen the canal.",
        "Norway called on Chile to widen the canal.",
        "Norway must widen the canal.",
        "Chile wants Norway to widen the canal.",
        "Norway declined to comment.",
        "Will Norway widen the canal?",
    ],
)
def test_deeds_forecasts_doubts_and_demands_commit_nobody(text: str) -> None:
    assert [(found.actors, found.surface) for found in commitments(text)] == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“Norway will widen the canal,” said Ada Quill.", "Ada Quill"),
        ("Ada Quill said Norway would widen the canal.", "Ada Quill"),
        ("According to Ada Quill, Norway will widen the canal.", "Ada Quill"),
        ("Norway will widen the canal.", None),
    ],
)
def test_what_somebody_reports_is_attributed(text: str, speaker: str | None) -> None:
    assert only(text).attributed_to == speaker


def test_two_commitments_of_one_sentence_are_two_records_in_order() -> None:
    found = commitments("Norway pledged to widen the canal, but Chile refused to pay the toll.")
    assert [(c.actors, c.modality) for c in found] == [(("Norway",), "pledged"), (("Chile",), "refused")]


def test_a_pronoun_means_the_subject_before_it_in_its_sentence() -> None:
    found = commitments("Norway said it would widen the canal and that it was ready to pay the toll.")
    assert [c.actors for c in found] == [("Norway",), ("Norway",)]


def test_nothing_is_read_from_boilerplate() -> None:
    text = (
        "Norway pledged to widen the canal, and the work will take two years in all, the council said.\n"
        "Sign up for our newsletter"
    )
    assert [c.actors for c in commitments(text)] == [("Norway",)]


@pytest.mark.parametrize("gap", ["", "\n", "  ", "It rained all day. ", "“No,” she said. "])
def test_what_stands_before_does_not_change_what_is_promised(gap: str) -> None:
    promised = [(c.modality, c.action) for c in commitments(f"{gap}Norway pledged to build three locks.")]
    assert promised[-1] == ("pledged", "build three locks")
