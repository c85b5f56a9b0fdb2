"""What each step reads and writes, for OpenLineage: names of folders and schemas, and nothing that is in them.

Airflow's OpenLineage provider asks it where `[openlineage] extractors` names it; without the provider nothing loads it.
"""

from __future__ import annotations

from airflow.providers.openlineage.extractors import OperatorLineage
from airflow.providers.openlineage.extractors.base import BaseExtractor
from openlineage.client.event_v2 import Dataset

from include.airflow.councils import of_one

# Step -> what it reads and writes. A name with a dot is a schema of the warehouse, another a folder of the lake.
STEPS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "land": (("source",), ("landing",)),
    "validate": (("landing",), ("conformed", "quarantine", "warehouse.dq")),
    "transform": (("conformed",), ("facts", "measures")),
    "load": (
        ("conformed", "facts", "measures"),
        ("warehouse.restricted", "warehouse.marts", "warehouse.ops"),
    ),
    "quality": (("warehouse.dq", "quarantine"), ("quality", "warehouse.dq")),
    "compute": (("conformed",), ("measures", "warehouse.marts")),
    "publish": (("warehouse.marts",), ("warehouse.marts",)),
    "pack": (("warehouse.marts",), ("reports",)),
    "rehearse": (("conformed",), ("sen2", "warehouse.dq", "warehouse.dfe")),
    "freeze": (("conformed",), ("sen2",)),
    "seal": (("sen2",), ("sen2",)),
    "expire": (("landing", "conformed", "quarantine", "sen2"), ("warehouse.ops",)),
    "load_published": (("dfe_statistics",), ("published", "warehouse.dfe")),
}


class OfOurSteps(BaseExtractor):
    """Names the datasets of a task by its step and council."""

    @classmethod
    def get_operator_classnames(cls) -> list[str]:
        """Whose tasks ours are."""
        return ["_PythonDecoratedOperator", "_ShortCircuitDecoratedOperator", "DecoratedSensorOperator"]

    def _execute_extraction(self) -> OperatorLineage | None:
        reads, writes = STEPS.get(self.operator.task_id, ((), ()))
        _, council = of_one(self.operator.dag_id) or ("", "all")
        return OperatorLineage(
            inputs=[Dataset(f"send://{council}", name) for name in reads],
            outputs=[Dataset(f"send://{council}", name) for name in writes],
        )
