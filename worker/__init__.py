"""The RQ side: thin jobs that call the stages, the runtime around a job, the timetable."""
