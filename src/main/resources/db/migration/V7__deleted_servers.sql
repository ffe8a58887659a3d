-- Those that are to be purged are asked for every few seconds.
create index server_deleted on server (deleted_at);
