package io.sendyard.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.CompositeHeaderWriter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.XContentTypeOptionsHeaderWriter;

/**
 * The headers that restrict what a browser does with a response. The filter chains write them, but
 * error responses skip the chains or lose what they wrote.
 */
public final class SecurityHeaders {

    public static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    private static final HeaderWriter WRITER =
            new CompositeHeaderWriter(
                    List.of(
                            new ContentSecurityPolicyHeaderWriter(CONTENT_SECURITY_POLICY),
                            new ReferrerPolicyHeaderWriter(ReferrerPolicy.SAME_ORIGIN),
                            new XContentTypeOptionsHeaderWriter(),
                            new CacheControlHeadersWriter()));

    private SecurityHeaders() {}

    /** Adds those that the response doesn't have yet. */
    public static void write(HttpServletRequest request, HttpServletResponse response) {
        WRITER.writeHeaders(request, response);
    }
}
