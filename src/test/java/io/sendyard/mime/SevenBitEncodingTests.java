package io.sendyard.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages in seven bits, as a reader by other hands takes them apart. */
class SevenBitEncodingTests {

    @Test
    void readsHeadersOfAnyLength() {
        var parameters = ";\r\n a=b".repeat(20_000);
        var message =
                "Content-Type: text/plain%s\r\nContent-Transfer-Encoding: 8bit%s\r\n\r\nü\r\n"
                        .formatted(parameters, parameters);

        assertThat(new String(SevenBitEncoding.of(message.getBytes(UTF_8)), UTF_8))
                .isEqualTo(
                        "Content-Type: text/plain%s\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=C3=BC\r\n"
                                .formatted(parameters));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/mixed; boundary=\"a b\"",
                "multipart/mixed;\r\n boundary*0=\"a\";\r\n boundary*1=\" b\"",
                "multipart/mixed; boundary*1=b; boundary*0=\"a \"",
                "multipart/mixed; boundary*=us-ascii'en'a%20b",
                "multipart/mixed; boundary*0*=''a%20; boundary*1=b",
                "Multipart/Mixed (comment) ; charset=utf-8; BOUNDARY = \"a\\ b\""
            })
    void findsBoundariesInAnyForm(String type) {
        var message =
                "Content-Type: %s\r\n\r\n--a b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nGrüße\r\n--a b--\r\n"
                        .formatted(type);

        assertThat(seven(message))
                .endsWith(
                        String.join(
                                "\r\n",
                                "",
                                "",
                                "--a b",
                                "Content-Type: text/plain; charset=utf-8",
                                "Content-Transfer-Encoding: quoted-printable",
                                "",
                                "Gr=C3=BC=C3=9Fe",
                                "--a b--",
                                ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quoted-printable | =3D5 =E2=82=AC; caf=C3=A9 é | =5 €; café é",
                "Quoted-Printable (x) | =3D é | = é",
                "\"quoted-printable\"; | =3D é | = é",
                "base64 | aGVsbG8g\u00e9d29ybGQK | hello world",
                "BASE64 | \u00e9aGVsbG8g\u00e9\u00e9d29ybGQK\u00e9 | hello world",
                "7bit | =3D é | =3D é",
                "8bit | =3D é | =3D é",
                "binary | é | é",
                "utf-8 | é | é"
            })
    void encodesNothingTwice(String encoding, String body, String text) throws Exception {
        var message =
                "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: %s\r\n\r\n%s\r\n"
                        .formatted(encoding, body);

        var seven = seven(message).replace("\"quoted-printable\";", "quoted-printable");

        assertThat(texts(seven)).first().asString().isEqualToIgnoringNewLines(text + "\r\n");
    }

    @Test
    void keepsSoftLineBreaksAndLinesWithinTheirLength() throws Exception {
        var line = "é".repeat(30) + "=3D=\r\nx \r\n" + "-".repeat(200) + "\r\n";
        var message =
                "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
                        + line;

        var seven = seven(message);

        assertThat(seven.lines()).allMatch(one -> one.length() <= 76);
        assertThat(texts(seven))
                .containsExactly("é".repeat(30) + "=x\r\n" + "-".repeat(200) + "\r\n");
    }

    @Test
    void makesNoBoundaryOfText() throws Exception {
        for (int i = 60; i < 90; i++) {
            var text = "é" + "x".repeat(i) + "--b--" + "x".repeat(i) + "--b\r\n--b--x é\r\n--bé";
            var message =
                    "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b \t\r\n"
                            + "Content-Type: text/plain; charset=utf-8\r\n\r\n"
                            + text
                            + "\r\n--b--\t\r\n";

            assertThat(texts(seven(message))).containsExactly(text);
            assertThat(seven(message)).doesNotContainPattern("(?m)^--b(?! ?\t?\r?$|--\t\r?$)");
        }
    }

    @Test
    void encodesTheHeadersOfParts() throws Exception {
        var message =
                """
                Content-Type: multipart/digest; boundary=d

                Vorwort für alte Leser
                --d

                From: Jörg <j@b.example>
                Subject: Grüße
                Content-Type: text/plain; charset=utf-8

                é
                --d
                Content-Type: application/pdf; name="für.pdf"
                Content-Description: Übersicht

                é
                --d--
                Nachwort für alle
                """
                        .replace("\n", "\r\n");

        var seven = seven(message);

        assertThat(seven)
                .doesNotContain("?r", "??")
                .contains("Vorwort f=C3=BCr", "Nachwort f=C3=BCr");
        var parts = (Multipart) mail(seven).getContent();
        // This reader takes a part of a digest for text.
        var inner = new MimeMessage(null, parts.getBodyPart(0).getInputStream());
        assertThat(inner.getSubject()).isEqualTo("Grüße");
        assertThat(inner.getFrom()[0].toString()).contains("j@b.example");
        assertThat(inner.getContent()).isEqualTo("é");
        assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("für.pdf");
        assertThat(parts.getBodyPart(1).getDescription()).isEqualTo("Übersicht");
        assertThat(parts.getBodyPart(1).getInputStream().readAllBytes())
                .isEqualTo("é".getBytes(UTF_8));
    }

    @Test
    void losesNothingOfAPartWithoutAnEmptyLine() {
        assertThat(
                        seven(
                                "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nGrüße\r\n--b--\r\n"))
                .contains("--b\r\nGr=C3=BC=C3=9Fe\r\n--b--");
    }

    private static String seven(String message) {
        var octets = SevenBitEncoding.of(message.getBytes(UTF_8));
        assertThat(new String(octets, ISO_8859_1)).matches("\\p{ASCII}*");
        return new String(octets, ISO_8859_1);
    }

    private static MimeMessage mail(String message) throws Exception {
        return new MimeMessage(null, new ByteArrayInputStream(message.getBytes(ISO_8859_1)));
    }

    private static List<String> texts(String message) throws Exception {
        var texts = new ArrayList<String>();
        collect(mail(message), texts);
        return texts;
    }

    private static void collect(Part part, List<String> texts) throws Exception {
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                collect(parts.getBodyPart(i), texts);
            }
        } else {
            texts.add(part.getContent().toString());
        }
    }
}
