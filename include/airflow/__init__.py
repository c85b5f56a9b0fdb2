"""What Airflow needs of this project: the tasks, the half-term timetable, a server on this machine."""
