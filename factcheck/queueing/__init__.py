"""Work for later: the outbox in the database, the relay, the queue server.

The database is the truth. Redis or Valkey holds the ids of jobs and may lose them at any moment.
"""
