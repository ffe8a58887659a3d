package io.sendyard.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParameterList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields in ASCII, as a reader by other hands decodes them. */
class AsciiFieldTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: Grüße aus Köln",
                "Subject: ü",
                "Subject: plain, then ü, then plain (again)",
                "Subject: two ü  blanks ü",
                "Comments: \"Grüße\" <x>",
                "X-Data: {\"name\": \"Jörg\", \"id\": 7}",
                "Subject: 発票のお知らせ 発票のお知らせ 発票のお知らせ 発票のお知らせ 発票のお知らせ",
                "Content-Description: Übersicht"
            })
    void keepTextsAsTheyRead(String field) throws Exception {
        assertThat(decoded(ascii(field))).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({
        "Subject: =?utf-8?q?f=C3=BCr?= dich ü, Subject: für dich ü",
        "Subject: =?utf-8?q?f=C3=BCr?= ü, Subject: für ü",
        "Subject: ü =?utf-8?q?f=C3=BCr?= =?utf-8?q?dich?= x, Subject: ü fürdich x"
    })
    void joinWhatIsEncodedAlready(String field, String read) throws Exception {
        assertThat(decoded(ascii(field))).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Jörg Müller <j@b.example>, Ann <a@b.example> | Jörg Müller; j@b.example | Ann; a@b.example",
                "\"Müller, Jörg\" <j@b.example>,a@b.example | Müller, Jörg; j@b.example | null; a@b.example",
                "=?utf-8?q?J=C3=B6rg?= Müller <j@b.example>, Ann <a@b.example> | Jörg Müller; j@b.example | Ann; a@b.example",
                "Jörg <j@localhost>, \"A. B\" <a@b.example> (ü) | Jörg; j@localhost | A. B; a@b.example",
                "J <j@bücher.example>, (Grüße) a@b.example | J; j@xn--bcher-kva.example | Grüße; a@b.example"
            })
    void keepNamesAndAddresses(String value, String first, String second) throws Exception {
        var addresses = InternetAddress.parseHeader(ascii("To: " + value).substring(4), false);

        assertThat(addresses)
                .extracting(one -> one.getPersonal() + "; " + one.getAddress())
                .containsExactly(first, second);
    }

    @Test
    void keepGroups() throws Exception {
        assertThat(decoded(ascii("To: Grüße: a@b.example, Jörg <j@b.example>;")))
                .isEqualTo("To: Grüße: a@b.example, Jörg <j@b.example>;");
    }

    @Test
    void haveNoFormForALocalPartBeyondAscii() {
        assertThat(AsciiField.of(octets("From: jörg@b.example\r\n"))).isEmpty();
        assertThat(AsciiField.of(octets("Cc: a@b.example, X <jörg@b.example>\r\n"))).isEmpty();
        assertThat(AsciiField.always(octets("From: jörg@b.example\r\n"))).matches("\\p{ASCII}*");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "attachment; filename=\"Rechnung für März.pdf\" | Rechnung für März.pdf",
                "attachment; filename=für.pdf; size=3 | für.pdf",
                "attachment; filename*0=\"f\"; filename*1=\"ür.pdf\" | für.pdf",
                "attachment; filename=\"=?utf-8?q?f=C3=BCr?= März.pdf\" | für März.pdf",
                "attachment; filename=\"a;b \\\"ü\\\".pdf\" | a;b \"ü\".pdf",
                "attachment; filename=\"Ein sehr langer Name mit Ümlauten, länger als eine Zeile sein darf, und noch länger.pdf\" | Ein sehr langer Name mit Ümlauten, länger als eine Zeile sein darf, und noch länger.pdf"
            })
    void keepFileNames(String value, String name) throws Exception {
        var field = ascii("Content-Disposition: " + value);
        var body = field.substring(field.indexOf(';'));

        assertThat(field).startsWith("Content-Disposition: attachment;");
        assertThat(new ParameterList(body).get("filename")).isEqualTo(name);
        assertThat(new ParameterList(body).get("size"))
                .isEqualTo(value.contains("size") ? "3" : null);
    }

    @Test
    void readOctetsThatAreNoUtf8AsLatin() throws Exception {
        var field =
                AsciiField.always("Content-Disposition: attachment; filename=\"f\u00fcr.pdf\"\r\n");

        assertThat(new ParameterList(field.substring(field.indexOf(';'))).get("filename"))
                .isEqualTo("für.pdf");
    }

    @Test
    void keepLinks() {
        assertThat(
                        ascii(
                                "List-Unsubscribe: <https://a.example/tschüß?x=1>,\r\n <mailto:u@a.example>"))
                .isEqualTo(
                        "List-Unsubscribe: <https://a.example/tsch%C3%BC%C3%9F?x=1>,\r\n <mailto:u@a.example>");
    }

    private static String ascii(String field) {
        var ascii = AsciiField.of(octets(field + "\r\n")).orElseThrow();
        assertThat(ascii).matches("\\p{ASCII}*").endsWith("\r\n");
        assertThat(ascii.lines()).allMatch(line -> line.length() <= 78);
        return ascii.substring(0, ascii.length() - 2);
    }

    private static String decoded(String field) throws Exception {
        return MimeUtility.decodeText(MimeUtility.unfold(field));
    }

    private static String octets(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }
}
