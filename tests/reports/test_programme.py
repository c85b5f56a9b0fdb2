"""Questions to a linear programme, in any order, against answers reckoned by hand."""

import numpy as np
import pytest
from scipy import sparse

from include.reports.disclosure.programme import Answer, Bounds, Programme

# Two unknowns, and both together.
ONE_TWO_BOTH = sparse.csr_array(np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]))
FREE = np.zeros(2), np.full(2, 100.0)


def rows(*bounds: tuple[float, float]) -> Bounds:
    low, high = (np.array(ends, "float64") for ends in zip(*bounds, strict=True))
    return low, high


def answer(
    programme: Programme, cost: np.ndarray, *bounds: Bounds, whole: np.ndarray | None = None
) -> Answer:
    found = programme.least(cost, *bounds, whole=whole)
    assert found is not None
    return found


def test_a_question_is_answered_the_same_whatever_was_asked_before():
    programme = Programme(ONE_TWO_BOTH)
    first = np.array([1.0, 0.0])
    wide, narrow = rows((0, np.inf), (1, np.inf), (10, 10)), rows((4, np.inf), (4, np.inf), (10, 10))
    for _ in range(2):
        assert answer(programme, first, wide, FREE).least == 0
        assert answer(programme, -first, wide, FREE).least == -9
        assert answer(programme, first, narrow, FREE).least == 4
        assert answer(programme, -first, narrow, FREE).least == -6


def test_numbers_that_contradict_one_another_have_no_answer_and_the_next_question_has():
    programme = Programme(ONE_TWO_BOTH)
    cost = np.ones(2)
    assert programme.least(cost, rows((6, 6), (6, 6), (10, 10)), FREE) is None
    assert answer(programme, cost, rows((6, 6), (4, 4), (10, 10)), FREE).unknowns.tolist() == [6, 4]


def test_the_price_says_which_sum_an_answer_hangs_on():
    seven = answer(
        Programme(ONE_TWO_BOTH), np.array([1.0, 0.0]), rows((-np.inf, np.inf), (3, 3), (10, 10)), FREE
    )
    assert seven.unknowns.tolist() == [7, 3]
    assert np.abs(seven.prices).tolist() == [0, 1, 1]


# Each two of three sum to at least one: halves do, and of whole numbers two must be ones.
PAIRS = sparse.csr_array(np.array([[1.0, 1.0, 0.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0]]))
AT_LEAST_ONE = rows((1, np.inf), (1, np.inf), (1, np.inf))
UNKNOWNS = np.zeros(3), np.full(3, 100.0)


def test_whole_numbers_are_asked_for_where_they_must_be_and_only_then():
    programme = Programme(PAIRS)
    cost, whole = np.ones(3), np.ones(3, "bool")
    assert answer(programme, cost, AT_LEAST_ONE, UNKNOWNS).least == pytest.approx(1.5)
    assert answer(programme, cost, AT_LEAST_ONE, UNKNOWNS, whole=whole).least == pytest.approx(2)
    assert answer(programme, cost, AT_LEAST_ONE, UNKNOWNS).least == pytest.approx(1.5)


def test_what_only_halves_can_be_is_nothing_in_whole_numbers():
    all_one = rows((1, 1), (1, 1), (1, 1))
    assert answer(Programme(PAIRS), np.ones(3), all_one, UNKNOWNS).unknowns.tolist() == [0.5, 0.5, 0.5]
    assert Programme(PAIRS).least(np.ones(3), all_one, UNKNOWNS, whole=np.ones(3, "bool")) is None


def test_making_and_asking_one_says_nothing(capfd):
    Programme(PAIRS).least(np.ones(3), AT_LEAST_ONE, UNKNOWNS, whole=np.ones(3, "bool"))
    assert capfd.readouterr() == ("", "")
