"""All that Airflow needs of this project: DAG factories with their tasks, defaults, assets, the half-term timetable.

| module | what |
|---|---|
| `nightly`, `half_termly`, `sen2`, `retention`, `published`, `faults` | tasks of one kind of DAG, and its factory |
| `defaults` | what all DAGs have in common: owner, retries, pool, times |
| `assets` | what a DAG makes and another waits for |
| `councils` | which councils there are, and what is wrong with the files of one |
| `runs` | what a run asks for, and failures in words for people |
| `telling` | messages about failures, runs that take too long, signatures that are wanted |
| `pools`, `starting` | listeners: make the pools of heavy tasks and of sources; note what a run is about |
| `metrics`, `lineage` | what the work took, and what each step read and wrote, for whoever takes it |
| `timetable` | one run for each half-term |
| `local` | a server on this machine |

Modules of DAGs are read every half minute, so that they import nothing heavy: tasks do, when they run.
"""
