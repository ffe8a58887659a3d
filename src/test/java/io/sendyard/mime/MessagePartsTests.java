package io.sendyard.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class MessagePartsTests {

    @Test
    void areHeadersTextsAndFiles() {
        var parts =
                parts(
                        """
                        From: =?utf-8?Q?J=C3=BCrgen?= <j@acme.example>
                        Subject: A long
                         subject
                        Reply-To: accounts@acme.example
                        Content-Type: multipart/mixed; boundary=m

                        --m
                        Content-Type: multipart/alternative; boundary=a

                        --a
                        Content-Type: text/plain; charset=iso-8859-1
                        Content-Transfer-Encoding: quoted-printable

                        Gr=FC=DFe
                        --a
                        Content-Type: text/html; charset=utf-8
                        Content-Transfer-Encoding: base64

                        PHA+SGk8L3A+
                        --a--
                        --m
                        Content-Type: application/pdf; name="=?utf-8?Q?Rechnung_=C3=84.pdf?="
                        Content-Disposition: attachment; filename*=utf-8''Rechnung%20%C3%84.pdf
                        Content-Transfer-Encoding: base64

                        JVBERg==
                        --m
                        Content-Type: message/rfc822

                        Subject: Inner

                        Inside
                        --m--
                        """);

        assertThat(parts.header("from")).contains("Jürgen <j@acme.example>");
        assertThat(parts.header("Subject")).contains("A long subject");
        assertThat(parts.text()).isEqualTo("Grüße");
        assertThat(parts.html()).isEqualTo("<p>Hi</p>");
        assertThat(parts.attachments())
                .extracting(MessageParts.AttachedFile::name)
                .containsExactly("Rechnung Ä.pdf", "Message.eml");
        assertThat(parts.attachments().getFirst().content().beginning(10)).isEqualTo("%PDF");
    }

    @Test
    void areOneTextWhereThatIsAll() {
        assertThat(parts("Subject: x\n\nJust this").text()).isEqualTo("Just this");
        assertThat(parts("Subject: x\nContent-Type: text/html\n\n<b>x</b>").html())
                .isEqualTo("<b>x</b>");
    }

    @Test
    void areWhatCanBeReadOfABrokenMessage() {
        assertThat(parts("").headers()).isEmpty();
        assertThat(parts("\n\n\n").attachments()).isEmpty();
        assertThat(parts("no header at all").attachments()).isEmpty();
        assertThat(parts("Content-Type: text/plain; charset=nonsense\n\nx").text()).isEqualTo("x");
        assertThat(parts("Content-Type: multipart/mixed\n\nx").headers()).hasSize(1);
        assertThat(
                        parts("Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!!")
                                .text())
                .isNotNull();
        assertThat(parts("Subject: =?x?Q?=ZZ?= =?utf-8?B?!!?=\n\nx").header("Subject")).isPresent();
    }

    @Test
    void endAtALimitOfLevelsAndOfNumber() {
        var deep = new StringBuilder("Subject: deep\n");
        for (int i = 0; i < 5_000; i++) {
            deep.append("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n".formatted(i, i));
        }
        var many =
                new StringBuilder("Subject: many\nContent-Type: multipart/mixed; boundary=b\n\n");
        many.repeat("--b\nContent-Type: image/png\n\nx\n", 5_000);

        assertThat(parts(deep.toString()).header("Subject")).contains("deep");
        assertThat(parts(many.toString()).attachments()).hasSizeBetween(100, 250);
    }

    @Test
    void takeNoMoreOfATextThanCanBeShown() {
        var text = Base64.getMimeEncoder().encodeToString(new byte[6 * 1024 * 1024]);

        assertThat(
                        parts(
                                        "Content-Type: text/plain\n"
                                                + "Content-Transfer-Encoding: base64\n\n"
                                                + text)
                                .text())
                .hasSizeLessThan(3 * 1024 * 1024);
    }

    private static MessageParts parts(String message) {
        return MessageParts.of(
                message.replace("\r\n", "\n")
                        .replace("\n", "\r\n")
                        .getBytes(StandardCharsets.UTF_8));
    }
}
