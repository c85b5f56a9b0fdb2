"""
The files of this council under `config/` cannot be read. None of its figures can be made until they are put right.

**What stays in place.** All figures loaded before, and everything of the other councils.

**What to do.** Put the file right that the message above names. This DAG goes away by itself within minutes; then clear
the tasks of the council's other DAGs that have failed meanwhile.

**When.** As soon as the fault is found, and at 07:00 London time on each day that it lasts.

First command: `python -m include.cli status`
"""

from include.airflow.councils import faults
from include.airflow.faults import fault_dag

for name, what in faults().items():
    fault_dag(name, what, doc_md=__doc__)
