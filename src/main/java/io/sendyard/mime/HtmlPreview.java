package io.sendyard.mime;

import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.SerializationException;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.parser.Parser;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/**
 * A message's HTML made harmless: no script, form, frame, plug-in or event handler, links that lead
 * nowhere, embedded pictures, and remote ones only on request. It is still shown in a sandbox
 * without scripts whose policy allows no connections: this is the first of two defenses.
 *
 * @param html a whole document
 * @param remotePictures number of remote pictures in the message
 */
public record HtmlPreview(String html, int remotePictures) {

    private static final int MOST_DEPTH = 200;

    /** A parser makes at most a dozen elements of a tag, whatever was left open before it. */
    private static final int MOST_TAGS = 8_000;

    /** Fewer than what is read of a text, so that a text that was cut is never shown. */
    private static final int LONGEST = 600_000;

    private static final int LONGEST_RESULT = 12 * 1024 * 1024;
    private static final int MOST_PICTURE = 1024 * 1024;
    private static final int MOST_PICTURES = 6 * 1024 * 1024;

    private static final Set<String> PICTURES =
            Set.of("image/png", "image/gif", "image/jpeg", "image/jpg", "image/webp");

    /** What could fetch something, or hide that it does. */
    private static final Pattern FETCHING =
            Pattern.compile(
                    "@import[^;]*;?|url\\s*\\((?!\\s*['\"]?data:image/(png|gif|jpe?g|webp))[^)]*\\)?"
                            + "|(image-set|image|src|expression|element|cross-fade)\\s*\\([^)]*\\)?"
                            + "|behavior\\s*:|-moz-binding\\s*:",
                    Pattern.CASE_INSENSITIVE);

    /** What is no style and may hide some; a comment that is not closed goes on to the end. */
    private static final Pattern HIDING = Pattern.compile("/\\*(?:[^*]|\\*(?!/))*+(?:\\*/)?|[<>]");

    /** Stands where something was taken out, lest its two sides join to what they hid. */
    private static final String GONE = "_";

    private static final Pattern REMOTE =
            Pattern.compile("\\s*(https?:)?//.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Safelist SAFE =
            Safelist.relaxed()
                    .addTags(
                            "abbr",
                            "address",
                            "article",
                            "aside",
                            "bdi",
                            "bdo",
                            "big",
                            "center",
                            "del",
                            "details",
                            "figcaption",
                            "figure",
                            "font",
                            "footer",
                            "header",
                            "hr",
                            "ins",
                            "kbd",
                            "main",
                            "mark",
                            "nav",
                            "s",
                            "samp",
                            "section",
                            "summary",
                            "tt",
                            "var",
                            "wbr")
                    .addAttributes(
                            ":all", "align", "bgcolor", "border", "class", "color", "dir", "height",
                            "id", "lang", "style", "title", "valign", "width")
                    .addAttributes("table", "cellpadding", "cellspacing", "role")
                    .addAttributes("td", "colspan", "rowspan", "nowrap")
                    .addAttributes("font", "face", "size")
                    .addAttributes("span", "data-blocked")
                    .addAttributes("a", "data-leads")
                    .removeProtocols("img", "src", "http", "https")
                    .removeProtocols("a", "href", "ftp", "http", "https", "mailto")
                    .removeProtocols("blockquote", "cite", "http", "https")
                    .removeProtocols("q", "cite", "http", "https")
                    .removeAttributes("a", "href")
                    .removeAttributes("blockquote", "cite")
                    .removeAttributes("q", "cite");

    private static final String HEAD =
            """
            <!doctype html>
            <html><head><meta charset="utf-8"><title>Message</title>
            <style>html{background:#fff;color:#111;color-scheme:light;overflow-wrap:break-word}\
            body{margin:24px;font:14px/1.5 system-ui,sans-serif}img{max-width:100%}\
            [data-blocked]{display:inline-block;min-width:24px;min-height:16px;border:1px dashed #999}\
            [data-leads]{color:#1a5fb4;text-decoration:underline}</style>
            """;

    private static final HtmlPreview TOO_LARGE =
            new HtmlPreview(
                    HEAD
                            + "</head><body><p>This HTML is too large to be shown here. Download the"
                            + " message to see all of it.</p></body></html>",
                    0);

    /**
     * Makes a message's HTML text harmless.
     *
     * @param withRemote whether pictures are left in that are fetched from elsewhere
     */
    public static HtmlPreview of(MessageParts parts, boolean withRemote) {
        var html = Objects.requireNonNullElse(parts.html(), "");
        if (html.length() > LONGEST || tags(html) > MOST_TAGS) {
            return TOO_LARGE;
        }
        try {
            return shown(html, parts, withRemote);
        } catch (SerializationException e) {
            return TOO_LARGE;
        }
    }

    private static HtmlPreview shown(String html, MessageParts parts, boolean withRemote) {
        var dirty = Parser.htmlParser().setMaxDepth(MOST_DEPTH).parseInput(html, "");
        var harmless = new HashMap<String, String>();
        var styles =
                dirty.select("style").stream()
                        .map(Element::data)
                        .map(HtmlPreview::harmless)
                        .collect(Collectors.joining("\n"));
        int remote = pictures(dirty, parts, withRemote);
        dirty.select("a[href]").forEach(HtmlPreview::inert);
        var clean = new Cleaner(SAFE).clean(dirty);
        clean.outputSettings(new Document.OutputSettings().prettyPrint(false));
        // Elements that the parser repeats have the same styles.
        clean.select("[style]")
                .forEach(element ->
                        element.attr(
                                "style",
                                harmless.computeIfAbsent(
                                        element.attr("style"), HtmlPreview::harmless)));
        return new HtmlPreview(
                HEAD
                        + "<style>"
                        + styles
                        + "</style></head>"
                        + body(dirty.body(), clean.body())
                        + "</html>",
                remote);
    }

    private static String body(Element dirty, Element clean) {
        clean.clearAttributes();
        for (var name : Set.of("bgcolor", "style", "dir")) {
            if (dirty.hasAttr(name)) {
                clean.attr(name, harmless(dirty.attr(name)));
            }
        }
        return clean.outerHtml(new LimitedText(LONGEST_RESULT)).toString();
    }

    private static int pictures(Document dirty, MessageParts parts, boolean withRemote) {
        int remote = 0;
        int shown = 0;
        for (var picture : dirty.select("img")) {
            var source = picture.attr("src");
            picture.removeAttr("srcset");
            if (REMOTE.matcher(source).matches()) {
                remote++;
                if (withRemote) {
                    picture.attr("src", source.strip().replaceFirst("(?i)^http:", "https:"));
                } else {
                    block(picture);
                }
            } else if (source.regionMatches(true, 0, "cid:", 0, "cid:".length())) {
                var inline =
                        inline(parts, source.substring("cid:".length()), MOST_PICTURES - shown);
                shown += inline.map(String::length).orElse(0);
                inline.ifPresentOrElse(data -> picture.attr("src", data), () -> block(picture));
            } else if (!isPicture(source)) {
                block(picture);
            }
        }
        return remote;
    }

    private static Optional<String> inline(MessageParts parts, String id, int atMost) {
        return parts.attachments().stream()
                .filter(file -> id.equals(file.contentId()) && PICTURES.contains(file.type()))
                .filter(file -> file.content().size() <= Math.min(MOST_PICTURE, atMost))
                .findFirst()
                .map(file ->
                        "data:%s;base64,%s"
                                .formatted(
                                        file.type(),
                                        Base64.getEncoder()
                                                .encodeToString(file.content().bytes())));
    }

    private static boolean isPicture(String source) {
        var start = source.strip().toLowerCase(Locale.ROOT);
        return PICTURES.stream().anyMatch(type -> start.startsWith("data:" + type));
    }

    /** Keeps the element's position and text. */
    private static void block(Element picture) {
        picture.removeAttr("src");
        var placeholder = new Element("span");
        placeholder.attr("data-blocked", "");
        placeholder.text(picture.attr("alt"));
        picture.replaceWith(placeholder);
    }

    /** A link that says where it would lead. */
    private static void inert(Node link) {
        var target = link.attr("href");
        link.removeAttr("href");
        link.attr("title", target);
        link.attr("data-leads", "");
    }

    private static long tags(String html) {
        return html.chars().filter(character -> character == '<').count();
    }

    private static String harmless(String css) {
        return css.contains("\\")
                ? ""
                : FETCHING.matcher(HIDING.matcher(css).replaceAll("")).replaceAll(GONE);
    }
}
