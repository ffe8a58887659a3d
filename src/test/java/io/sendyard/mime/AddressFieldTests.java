package io.sendyard.mime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.core.Mailbox;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressFieldTests {

    /** The examples of RFC 5322 appendix A are among them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "a@b.example | a@b.example",
                "<a@b.example> | a@b.example",
                " Ann  B. <a@b.example> | \"Ann B.\" <a@b.example>",
                "\"Joe Q. Public\" <john.q.public@example.com> | \"Joe Q. Public\" <john.q.public@example.com>",
                "\"Giant; \\\"Big\\\" Box\" <a@b.example> | \"Giant; \\\"Big\\\" Box\" <a@b.example>",
                "a@b.example (Night job) | a@b.example",
                "(Cron (the) \\) Daemon) a@b.example | a@b.example",
                "Pete(A nice \\) chap) <pete(his account)@silly.example(his host)> | Pete <pete@silly.example>",
                "Ann <a@b.example> (one), (two) , c@d.example, | Ann <a@b.example> & c@d.example",
                "A Group(Some people) :Chris Jones <c@(Chris's host.)public.example>, joe@example.org, John <jdoe@one.example> (my dear friend); (the end of the group) | Chris Jones <c@public.example> & joe@example.org & John <jdoe@one.example>",
                "Team: a@b.example; | a@b.example",
                "A: a@b.example;, B: c@d.example; | a@b.example & c@d.example",
                "a@b.example <a@b.example> | \"a@b.example\" <a@b.example>",
                "A@B.example <a@b.example> | \"A@B.example\" <a@b.example>",
                "'a@b.example' <a@b.example> | \"'a@b.example'\" <a@b.example>",
                "\"evil@c.example\" <a@b.example> | \"evil@c.example\" <a@b.example>",
                "[Ops] Ann's bot <a@b.example> | \"[Ops] Ann's bot\" <a@b.example>",
                "=?utf-8?q?M=C3=BCller,_J.?= <a@b.example> | \"Müller, J.\" <a@b.example>",
                "=?utf-8?q?J=C3=B6rg?= =?utf-8?q?_(x)?= <a@b.example> | \"Jörg (x)\" <a@b.example>",
                "Jörg <a@b.example> | Jörg <a@b.example>",
                "\"a b\"@c.example | \"a b\"@c.example",
                "o'neill@b.example | o'neill@b.example"
            })
    void readsEachMailbox(String field, String mailboxes) {
        var read = AddressField.of(field);

        assertThat(read.readable()).isTrue();
        assertThat(read.mailboxes().stream().map(Mailbox::toString))
                .containsExactly(mailboxes.split(" & ", -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a b@c.example",
                "a@b.example c@d.example",
                "a@b.example <c@d.example>",
                "Ann a@b.example c <a@b.example> d",
                "Ann @ b.example <a@b.example>",
                "<a@b.example>c@d.example",
                "<a@b.example> <c@d.example>",
                "<a@b.example",
                "a@b.example>",
                "\"Ann <a@b.example>",
                "Ann (x <a@b.example>",
                "Ann) <a@b.example>",
                "Ann \\, <a@b.example>",
                "Team: a@b.example",
                "a@b.example; c@d.example",
                "a@b.example;",
                "A: B: c@d.example;;",
                ": a@b.example;",
                "<@relay.example:a@b.example>",
                "a@b . example",
                "a@b(x).example",
                "a@localhost",
                "a@[192.0.2.1]",
                "=?utf-8?q?a=0D=0Ab?= <a@b.example>",
                "=?utf-8?q?a=E2=80=AEb?= <a@b.example>"
            })
    void doesNotReadWhatReadersDifferIn(String field) {
        assertThat(AddressField.of(field).readable()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "root@localhost, a@b.example | a@b.example",
                "a@b.example; c@d.example | a@b.example, c@d.example",
                "Team: a@b.example, c@d.example | a@b.example, c@d.example"
            })
    void findsTheOthersBesideWhatItCannotRead(String field, String mailboxes) {
        assertThat(AddressField.of(field).mailboxes().stream().map(Mailbox::toString))
                .containsExactly(mailboxes.split(", ", -1));
    }
}
