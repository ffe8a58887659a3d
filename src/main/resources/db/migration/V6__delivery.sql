-- Signs the tokens that mail bears in its return paths and links, so that what comes back by them can be believed. One row, sealed.
create table token_key (
    id     integer      not null primary key,
    secret varchar(400) not null
);
