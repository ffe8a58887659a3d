-- What follows the first 64 KiB of a content, in parts of that size. H2 writes rows that lie beside each other anew together, so small
-- messages would pay for a large one before them. A message that was stored before has its whole content in `message_content`.
create table message_content_part (
    message_id uuid    not null references message_content (message_id) on delete cascade,
    number     integer not null,
    content    bytea   not null,
    primary key (message_id, number)
);
create view stored_content as
    select message_id, 0 as number, content from message_content
    union all
    select message_id, number, content from message_content_part;
