-- Signs the return paths that mail bears, so that what comes back by them can be believed. One row, sealed.
create table return_path_key (
    id     integer      not null primary key,
    secret varchar(400) not null
);
