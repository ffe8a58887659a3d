package io.sendyard.bench;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody's browser over one connection: it keeps cookies and fills in forms. */
class Browser implements AutoCloseable {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final Connection connection;
    private final Map<String, String> cookies = new TreeMap<>();

    Browser(int port) throws IOException {
        connection = new Connection(port);
    }

    static Browser signedIn(int port, String email, String password) throws IOException {
        var browser = new Browser(port);
        var form = browser.open("/sign-in");
        browser.send(
                browser.post(
                        "/sign-in",
                        Map.of(
                                "email",
                                email,
                                "password",
                                password,
                                "_csrf",
                                field(form, CSRF.pattern()))));
        browser.open("/email/servers");
        return browser;
    }

    Connection connection() {
        return connection;
    }

    /** The page's HTML. */
    String open(String path) throws IOException {
        var answer = send(get(path));
        if (answer.status() != 200) {
            throw new IOException("%s answers %d".formatted(path, answer.status()));
        }
        return answer.text();
    }

    String get(String path) {
        return request("GET", path, List.of("Cookie: " + cookies()), "");
    }

    String post(String path, Map<String, String> fields) {
        var body =
                fields.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"));
        var headers =
                List.of("Cookie: " + cookies(), "Content-Type: application/x-www-form-urlencoded");
        return request("POST", path, headers, body);
    }

    /** What the first group of the pattern matches in a page. */
    static String field(String html, String pattern) throws IOException {
        var matcher = Pattern.compile(pattern).matcher(html);
        if (!matcher.find()) {
            throw new IOException("No " + pattern + " in: " + html);
        }
        return matcher.group(1);
    }

    static String csrf(String html) throws IOException {
        return field(html, CSRF.pattern());
    }

    /** A whole request. */
    static String request(String method, String path, List<String> headers, String body) {
        var lines = new ArrayList<String>();
        lines.add(method + " " + path + " HTTP/1.1");
        lines.add("Host: localhost");
        lines.addAll(headers);
        lines.add("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
        return String.join("\r\n", lines) + "\r\n\r\n" + body;
    }

    private Connection.Answer send(String request) throws IOException {
        var answer = connection.exchange(request);
        answer.headers().stream()
                .filter(header -> header.regionMatches(true, 0, "set-cookie: ", 0, 12))
                .map(header -> header.substring(12).split(";", 2)[0].split("=", 2))
                .forEach(cookie -> cookies.put(cookie[0], cookie[1]));
        return answer;
    }

    private String cookies() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
