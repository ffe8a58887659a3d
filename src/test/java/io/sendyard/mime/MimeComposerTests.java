package io.sendyard.mime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.core.Mailbox;
import io.sendyard.core.MessageId;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read by another parser, and must be what was given. */
class MimeComposerTests {

    private static final Instant NOW = Instant.parse("2026-03-01T09:05:07Z");
    private static final String HARD =
            "Grüße 🐢🐢 = =3D\r\n.\r\nFrom here\r\n trailing \r\n\ttab "
                    + "x".repeat(3000)
                    + "\r\n漢字";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello",
                "",
                "Grüße aus Köln",
                "🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢🐢",
                "=?utf-8?q?not_encoded?=",
                "two  spaces   inside",
                " at both ends ",
                "a long subject of many plain words that has to be folded over more than one line of the header, since it is long",
                "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字 and éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé"
            })
    void subjectsComeBackAsTheyWere(String subject) throws Exception {
        var mail = parsed(compose(subject, null, "x", List.of()));

        assertThat(mail.getSubject()).isEqualTo(subject);
    }

    @Test
    void aSubjectOfOneLongWordIsFoldedToo() throws Exception {
        assertThat(parsed(compose("a".repeat(998), null, "x", List.of())).getSubject())
                .isEqualTo("a".repeat(998));
    }

    @Test
    void theHeaderIsAsItIsDemanded() throws Exception {
        var id = MessageId.fresh();
        var mail =
                parsed(
                        new MimeComposer(
                                        id,
                                        NOW,
                                        mailbox("\"Jörg =?x?= \\\"Q\\\" 🐢\" <j@acme.example>"),
                                        List.of(
                                                mailbox("Ann Lovelace <ann@example.com>"),
                                                mailbox("\"O'Brien, Bob (x)\" <bob@example.com>"),
                                                mailbox("\"=?utf-8?q?x?=\" <c@example.com>"),
                                                mailbox("\"a b\"@example.com")),
                                        List.of(mailbox("cc@example.com")),
                                        List.of(mailbox("Re <re@example.com>")),
                                        "Hi",
                                        null,
                                        "Hello",
                                        HeaderFields.custom(
                                                        "", "X-Long", "word ".repeat(100).strip())
                                                + HeaderFields.custom("", "X-U", "Käse"),
                                        List.of())
                                .written());

        assertThat(names(mail.getFrom())).containsExactly("Jörg =?x?= \"Q\" 🐢 j@acme.example");
        assertThat(names(mail.getRecipients(jakarta.mail.Message.RecipientType.TO)))
                .containsExactly(
                        "Ann Lovelace ann@example.com",
                        "O'Brien, Bob (x) bob@example.com",
                        "=?utf-8?q?x?= c@example.com",
                        "null \"a b\"@example.com");
        assertThat(names(mail.getReplyTo())).containsExactly("Re re@example.com");
        assertThat(mail.getMessageID()).isEqualTo("<" + id + "@acme.example>");
        assertThat(mail.getSentDate()).isEqualTo(NOW);
        assertThat(mail.getHeader("MIME-Version")).containsExactly("1.0");
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(jakarta.mail.internet.MimeUtility.unfold(mail.getHeader("X-Long")[0]))
                .isEqualTo("word ".repeat(100).strip());
        assertThat(jakarta.mail.internet.MimeUtility.decodeText(mail.getHeader("X-U")[0]))
                .isEqualTo("Käse");
    }

    @Test
    void textAndHtmlAreAlternatives() throws Exception {
        var mail = parsed(compose("Hi", "<p>" + HARD + "</p>", HARD, List.of()));

        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        assertThat(part(mail, 0).getContent()).isEqualTo(HARD);
        assertThat(part(mail, 1).getContent()).isEqualTo("<p>" + HARD + "</p>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb\rc\r\nd",
                "漢字漢字漢字漢字漢字漢字漢字漢字",
                "\u0000\u0001\u007F",
                "====",
                "a \n b\t\n"
            })
    void bodiesComeBackWithTheLineEndsOfMail(String text) throws Exception {
        var mail = parsed(compose("Hi", null, text, List.of()));

        var lines = text.replaceAll("\\r\\n?|\\n", "\r\n");
        assertThat(mail.getContent()).isIn(lines, lines + "\r\n");
    }

    @Test
    void shownAndAttachedFilesHaveTheirPlaces() throws Exception {
        byte[] picture = new byte[10_000];
        for (int i = 0; i < picture.length; i++) {
            picture[i] = (byte) i;
        }
        var files =
                List.of(
                        file("logo.png", "image/png", picture, "cid:logo"),
                        file("Rechnung März 🐢 \"1\".pdf", "application/pdf", picture, null),
                        file("ü".repeat(255), "text/csv; charset=\"utf-8\"", picture, null),
                        file("a\"b\\c;d=e.txt", null, new byte[0], null));
        var mail = parsed(compose("Hi", "<img src=\"cid:logo\">", "x", files));

        assertThat(mail.getContentType()).startsWith("multipart/mixed");
        var alternative = (MimeMultipart) part(mail, 0).getContent();
        var related = (MimeMultipart) alternative.getBodyPart(1).getContent();
        assertThat(related.getContentType()).startsWith("multipart/related");
        assertThat(((MimePart) related.getBodyPart(1)).getContentID()).isEqualTo("<logo>");
        assertThat(related.getBodyPart(1).getDisposition()).isEqualTo("inline");
        assertThat(related.getBodyPart(1).getInputStream().readAllBytes()).isEqualTo(picture);
        assertThat(part(mail, 1).getFileName()).isEqualTo("Rechnung März 🐢 \"1\".pdf");
        assertThat(part(mail, 1).getInputStream().readAllBytes()).isEqualTo(picture);
        assertThat(part(mail, 2).getFileName()).isEqualTo("ü".repeat(255));
        assertThat(part(mail, 3).getFileName()).isEqualTo("a\"b\\c;d=e.txt");
        assertThat(part(mail, 3).getContentType()).startsWith("application/octet-stream");
    }

    @Test
    void nothingIsLongerThanALineOrMoreThanSevenBits() {
        var files = List.of(file("ü".repeat(255), "image/png", new byte[9_999], null));
        var everybody =
                java.util.stream.IntStream.range(0, 50)
                        .mapToObj(i ->
                                mailbox("\"" + "Ä".repeat(200) + "\" <a" + i + "@example.com>"))
                        .toList();
        var octets =
                new MimeComposer(
                                MessageId.fresh(),
                                NOW,
                                mailbox("\"" + "\uD83D\uDC22".repeat(256) + "\" <a@acme.example>"),
                                everybody,
                                List.of(),
                                List.of(),
                                "é".repeat(150),
                                HARD.repeat(50),
                                HARD.repeat(50),
                                HeaderFields.custom("headers.X-A", "X-A", "ä".repeat(2_000)),
                                files)
                        .written();
        var text = new String(octets, StandardCharsets.ISO_8859_1);

        assertThat(text.chars()).allMatch(letter -> letter < 0x80 && letter != 0);
        assertThat(text.split("\r\n", -1)).allMatch(line -> line.length() <= 998);
        assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
        assertThat(text).endsWith("\r\n").doesNotContain("\r\n \r\n");
    }

    private static byte[] compose(
            String subject, @Nullable String html, @Nullable String text, List<Attachment> files) {
        return new MimeComposer(
                        MessageId.fresh(),
                        NOW,
                        mailbox("Acme <hello@acme.example>"),
                        List.of(mailbox("ann@example.com")),
                        List.of(),
                        List.of(),
                        subject,
                        html,
                        text,
                        "",
                        files)
                .written();
    }

    private static Attachment file(
            String name, @Nullable String type, byte[] content, @Nullable String id) {
        return Attachment.of(
                "attachments[0]", name, type, Base64.getEncoder().encodeToString(content), id);
    }

    private static Mailbox mailbox(String text) {
        return Mailbox.parse(text).orElseThrow();
    }

    private static MimeMessage parsed(byte[] octets) throws Exception {
        return new MimeMessage(null, new ByteArrayInputStream(octets));
    }

    private static BodyPart part(MimeMessage mail, int index) throws Exception {
        return ((MimeMultipart) mail.getContent()).getBodyPart(index);
    }

    private static List<String> names(jakarta.mail.Address[] addresses) {
        return List.of(addresses).stream()
                .map(InternetAddress.class::cast)
                .map(address -> address.getPersonal() + " " + address.getAddress())
                .toList();
    }
}
