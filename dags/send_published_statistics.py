"""
Loads the Department for Education's published SEN2 figures, for every authority, region and England.

They go to the warehouse as `dfe.published_*`, so that a council's own rates can stand beside what was published. The
editions that were out when this software was made come with it (Open Government Licence).

**When.** When somebody triggers it: once a year, when DfE publishes. `make demo` and the first start of a deployment
load what is bundled by themselves.

**A new edition.** Download the release's CSV files (or the archive of all of them) into a folder that the workers see,
*Trigger* with `from_folder`, and read the task's log: columns, labels and signs that are new or missing are told by
name, and none stops the load. An address will do in place of a folder. Every edition is kept in the lake under
`published/`, and `dfe.published_revision` lists what DfE prints differently than before. The same at a prompt:
`python -m include.cli published --from FOLDER`

**When it fails**, the first error in the log says what is wrong and what to do. The rows loaded before stay. If the
warehouse is out of reach it tries again by itself; otherwise put the cause right and clear the task.

First command: `python -m include.cli status`
"""

from include.airflow.published import published_statistics_dag

published_statistics_dag(doc_md=__doc__)
