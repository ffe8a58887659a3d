-- The file of an import in parts of 64 KiB, apart from its progress: H2 writes a row anew with all its columns when one changes.
create table suppression_import_part (
    import_id bigint  not null references suppression_import (id) on delete cascade,
    number    integer not null,
    content   bytea   not null,
    primary key (import_id, number)
);
insert into suppression_import_part (import_id, number, content)
select id, 0, content from suppression_import where content is not null;
alter table suppression_import drop column content;

-- The imports of an account are read one after the other.
alter table suppression_import add column account_id bigint;
update suppression_import set account_id = (select s.account_id from server s where s.id = suppression_import.server_id);
alter table suppression_import alter column account_id set not null;
alter table suppression_import add constraint suppression_import_account foreign key (account_id) references account (id);
create index suppression_import_unfinished on suppression_import (account_id, finished_at);
