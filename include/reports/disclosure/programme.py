"""A linear programme that is asked many questions, each answered from where the last answer lies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from include.errors import ReportError
from include.imports import put_off

if TYPE_CHECKING:
    from scipy import sparse

# Takes 0.4 seconds, which a page that withholds nothing need not wait for.
with put_off("highspy"):
    import highspy

# How small and how large each of several numbers may be.
Bounds: TypeAlias = tuple[np.ndarray, np.ndarray]

# How far from a whole number HiGHS takes an unknown for one: its `mip_feasibility_tolerance`, as it is by default.
# https://ergo-code.github.io/HiGHS/dev/options/definitions/
_NEARLY = 1e-6


@dataclass(frozen=True)
class Answer:
    """Where the cost is least: `least`, the unknowns there, and what each row's bound adds to the cost."""

    least: float
    unknowns: np.ndarray
    prices: np.ndarray


class Programme:
    """Unknowns and sums of them, one a row of `matrix`, within bounds that each question sets anew."""

    def __init__(self, matrix: sparse.csr_array) -> None:
        self._matrix = matrix

    @cached_property
    def _highs(self) -> highspy.Highs:
        rows, columns = self._matrix.shape
        nought = highspy.HighsLp()
        nought.num_row_, nought.num_col_ = rows, columns
        nought.row_lower_ = nought.row_upper_ = np.zeros(rows)
        nought.col_cost_ = nought.col_lower_ = nought.col_upper_ = np.zeros(columns)
        nought.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        nought.a_matrix_.start_ = self._matrix.indptr
        nought.a_matrix_.index_ = self._matrix.indices
        nought.a_matrix_.value_ = self._matrix.data
        highs = highspy.Highs()
        highs.setOptionValue("output_flag", False)
        highs.setOptionValue("threads", 1)
        # What presolving a programme spares is less than the last answer does, which it would throw away.
        highs.setOptionValue("presolve", "off")
        highs.passModel(nought)
        return highs

    def least(
        self, cost: np.ndarray, rows: Bounds, unknowns: Bounds, *, whole: np.ndarray | None = None
    ) -> Answer | None:
        """The answer within these bounds at which the sum of `cost` times the unknowns is least; None if none is.

        Args:
            cost: of one of each unknown.
            rows: bounds of the sums.
            unknowns: bounds of the unknowns; none is without end.
            whole: which unknowns must be whole numbers; none must where it is left out.

        Raises:
            ReportError: HiGHS gives up.

        """
        row, column = (np.arange(size, dtype="int32") for size in self._matrix.shape)
        self._highs.changeColsCost(len(column), column, cost)
        self._highs.changeColsBounds(len(column), column, *unknowns)
        self._highs.changeRowsBounds(len(row), row, *rows)  # type: ignore[attr-defined] # its stubs forget this one
        answer = self._solved()
        if answer is None or whole is None or not _is_broken(answer.unknowns[whole]):
            return answer
        places = np.flatnonzero(whole).astype("int32")
        self._require(places, highspy.HighsVarType.kInteger, presolve="choose")
        try:
            return self._solved()
        finally:
            self._require(places, highspy.HighsVarType.kContinuous, presolve="off")

    def _require(self, places: np.ndarray, kind: highspy.HighsVarType, presolve: str) -> None:
        self._highs.setOptionValue("presolve", presolve)
        self._highs.changeColsIntegrality(len(places), places, np.full(len(places), int(kind), "uint8"))

    def _solved(self) -> Answer | None:
        states = highspy.HighsModelStatus
        self._highs.run()
        if self._highs.getModelStatus() != states.kOptimal:
            # That there is no answer must not hang on where the last one lies: asked again, from nowhere.
            self._highs.clearSolver()
            self._highs.run()
        state = self._highs.getModelStatus()
        if state in (states.kInfeasible, states.kUnboundedOrInfeasible):
            return None
        if state != states.kOptimal:
            raise ReportError(
                "What a reader can work out of the pack could not be computed, so it is not made: HiGHS says"
                f" {self._highs.modelStatusToString(state)!r}."
            )
        solution = self._highs.getSolution()
        return Answer(
            self._highs.getObjectiveValue(), np.array(solution.col_value), np.array(solution.row_dual)
        )


def _is_broken(numbers: np.ndarray) -> bool:
    return bool((np.abs(numbers - np.round(numbers)) > _NEARLY).any())
