-- A session is stored under the hash of its ID. Earlier ones have their ID in clear, and may hold a whole request with its headers, so
-- people have to sign in again.
delete from spring_session_attributes;
delete from spring_session;
alter table spring_session alter column session_id set data type varchar(64);

create index sign_in_failures_last on sign_in_failures (last_at);
