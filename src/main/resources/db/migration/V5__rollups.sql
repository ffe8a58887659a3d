-- What became of mail, counted by the hour in which it happened: one row for a server, a stream and an hour in which anything did.

create table hourly_count (
    server_id      bigint                      not null,
    stream_id      bigint                      not null,
    hour_at        timestamp(3) with time zone not null,
    sent           bigint                      not null,
    delivered      bigint                      not null,
    captured       bigint                      not null,
    bounced        bigint                      not null,
    hard_bounced   bigint                      not null,
    complained     bigint                      not null,
    deferred       bigint                      not null,
    failed         bigint                      not null,
    rejected       bigint                      not null,
    opened         bigint                      not null,
    unique_opened  bigint                      not null,
    clicked        bigint                      not null,
    unique_clicked bigint                      not null,
    unsubscribed   bigint                      not null,
    last_at        timestamp(3) with time zone not null
);
-- Descending because H2 then finds a server's newest row without sorting them all.
create unique index hourly_count_once on hourly_count (server_id desc, hour_at desc, stream_id desc);
create index hourly_count_stream on hourly_count (stream_id);

-- Told last, because H2 makes an index of its own for a key that finds none. The stream vouches for the server, too.
alter table hourly_count add constraint hourly_count_of_stream foreign key (stream_id) references stream (id);
