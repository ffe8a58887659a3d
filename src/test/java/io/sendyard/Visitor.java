package io.sendyard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A client at the real port: a browser with its cookies, or an app with its headers. */
public final class Visitor {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final String FORM = "application/x-www-form-urlencoded";

    private final URI base;
    private final CookieManager cookies;
    private final HttpClient client;

    private Visitor(URI base, String place, CookieManager cookies) {
        this.base = base;
        this.cookies = cookies;
        try {
            client =
                    HttpClient.newBuilder()
                            .cookieHandler(cookies)
                            .localAddress(InetAddress.getByName(place))
                            .version(HttpClient.Version.HTTP_1_1)
                            // A crowd stands in line for its connections.
                            .connectTimeout(Duration.ofSeconds(60))
                            .build();
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** At the application that listens on this port. */
    public static Visitor at(int port) {
        return from("127.0.0.1", port);
    }

    /** The same, from another of this host's addresses. */
    public static Visitor from(String place, int port) {
        return new Visitor(URI.create("http://127.0.0.1:" + port), place, new CookieManager());
    }

    /** The same browser, with the same cookies, at another node. */
    public Visitor elsewhere(int port) {
        return new Visitor(URI.create("http://127.0.0.1:" + port), "127.0.0.1", cookies);
    }

    /** Any request, its headers as name, value, name, value. */
    public HttpResponse<String> send(String method, String path, String body, String... headers) {
        return send(method, path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** Any request, byte by byte. */
    public HttpResponse<String> send(String method, String path, byte[] body, String... headers) {
        var request =
                HttpRequest.newBuilder(base.resolve(path))
                        .timeout(Duration.ofSeconds(60))
                        .method(
                                method,
                                body.length == 0
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    /** A request that no HTTP client would send: its first line, and headers each with CRLF. */
    public static String raw(int port, String line, String headers) {
        return exchange(
                port, line + "\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n");
    }

    /** Sends a request as it is, then nothing more, and reads all that the server answers. */
    public static String exchange(int port, String request) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(request.lines().findFirst().orElse(""), e);
        }
    }

    /** A call of the API with a JSON body, or with none where that is empty. */
    public HttpResponse<String> call(String method, String path, String json, String bearer) {
        return send(
                method, path, json, "Authorization", bearer, "Content-Type", "application/json");
    }

    /** A form with the CSRF token of this browser's session. */
    public HttpResponse<String> submit(String path, Map<String, String> fields) {
        return send("POST", path, encoded(fields) + "&_csrf=" + csrf(), "Content-Type", FORM);
    }

    /** A form without a CSRF token. */
    public HttpResponse<String> submitWithoutToken(
            String path, Map<String, String> fields, String... headers) {
        var all = new java.util.ArrayList<>(List.of(headers));
        all.addAll(List.of("Content-Type", FORM));
        return send("POST", path, encoded(fields), all.toArray(String[]::new));
    }

    /** Signs in with the password of all, and says where that led to. */
    public HttpResponse<String> signIn(String email) {
        return submit("/sign-in", Map.of("email", email, "password", World.PASSWORD));
    }

    /** A CSRF token of this browser's session. */
    public String csrf() {
        var page = get("/sign-in").body();
        return csrfOf(page.contains("_csrf") ? page : get("/setup").body());
    }

    /** The CSRF token of a page's form. */
    public static String csrfOf(String page) {
        var match = CSRF.matcher(page);
        if (!match.find()) {
            throw new AssertionError("There is no form: " + page);
        }
        return match.group(1);
    }

    /** All of its cookies, as a request has them. */
    public String cookies() {
        return cookies.getCookieStore().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** The value of its session's cookie. */
    public Optional<String> session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().endsWith("sendyard"))
                .map(HttpCookie::getValue)
                .findAny();
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field ->
                        field.getKey()
                                + "="
                                + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
