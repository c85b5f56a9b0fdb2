"""
Loads the Department for Education's published SEN2 figures, for every authority, region and England.

They go to the warehouse as `dfe.published_*`, so that a council's own rates can stand beside what was published. The
figures come with this project (Open Government Licence); nothing is downloaded.

**When.** When somebody triggers it. New figures arrive once a year, with a new version of this project, and setting up
or upgrading an installation loads them; *Trigger* loads them again, or those of one `year`.

**When it fails**, the first error in the log says what is wrong and what to do. The rows loaded before stay. If the
warehouse is out of reach it tries again by itself; otherwise put the cause right and clear the task.

First command: `python -m include.cli status`
"""

from include.airflow.published import published_statistics_dag

published_statistics_dag(doc_md=__doc__)
