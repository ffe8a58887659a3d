package io.sendyard.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter.XFrameOptionsMode;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The isolation of a message's HTML: only our pages can frame it, it has no origin, runs and sends
 * nothing and fetches nothing; remote pictures only on request.
 */
class PreviewHeaders implements HeaderWriter {

    private static final RequestMatcher PREVIEWS =
            PathPatternRequestMatcher.withDefaults()
                    .matcher("/email/servers/{server}/activity/{message}/preview");

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        if (PREVIEWS.matches(request)) {
            boolean remote = "load".equals(request.getParameter("pictures"));
            response.setHeader(
                    "Content-Security-Policy",
                    "default-src 'none'; style-src 'unsafe-inline'; img-src data:%s; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox"
                            .formatted(remote ? " https:" : ""));
            response.setHeader("X-Frame-Options", XFrameOptionsMode.SAMEORIGIN.name());
            response.setHeader("Referrer-Policy", "no-referrer");
        }
    }
}
