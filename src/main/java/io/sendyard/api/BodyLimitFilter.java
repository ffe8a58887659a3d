package io.sendyard.api;

import io.sendyard.web.BodyRefused;
import io.sendyard.web.IntakeMemory;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits the body of an API call to 10 MiB (50 MiB for a batch), with or without a declared length,
 * and makes large ones wait for memory. If no length is declared, the start is read: if there is
 * more, it counts as the largest possible.
 */
public class BodyLimitFilter extends OncePerRequestFilter {

    private static final DataSize MESSAGE = DataSize.ofMegabytes(10);
    private static final DataSize BATCH = DataSize.ofMegabytes(50);
    private static final int BEGIN = IntakeMemory.FREE_OCTETS + 1;

    /** Limits how long one request can hold memory that others wait for. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final IntakeMemory memory;
    private final ApiResponses api;
    private final Duration longest;

    BodyLimitFilter(IntakeMemory memory, ApiResponses api) {
        this(memory, api, LONGEST);
    }

    BodyLimitFilter(IntakeMemory memory, ApiResponses api, Duration longest) {
        this.memory = memory;
        this.api = api;
        this.longest = longest;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long limit = (request.getRequestURI().endsWith("/batch") ? BATCH : MESSAGE).toBytes();
        long told = request.getContentLengthLong();
        if (told > limit) {
            // The rest is not read, so the connection can't be used again.
            response.setHeader("Connection", "close");
            api.refuse(request, response, HttpStatus.CONTENT_TOO_LARGE);
            return;
        }
        boolean untold = told < 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        if (told < BEGIN && !untold) {
            chain.doFilter(request, response);
            return;
        }
        var start = untold ? request.getInputStream().readNBytes(BEGIN) : new byte[0];
        long octets = untold && start.length == BEGIN ? limit : Math.max(told, start.length);
        try (var reservation = memory.reserve(isStreamed(request) ? 0 : octets).orElse(null)) {
            var body = new Body(request.getInputStream(), start, limit, longest);
            if (reservation == null) {
                body.transferTo(OutputStream.nullOutputStream());
                api.refuse(request, response, HttpStatus.SERVICE_UNAVAILABLE, IntakeMemory.NONE);
            } else {
                chain.doFilter(new WithBody(request, body), response);
            }
        } catch (BodyRefused e) {
            response.setHeader("Connection", "close");
            api.refuse(request, response, e.status());
        }
    }

    /** A list is read row by row; no other route reads a body of this type. */
    private static boolean isStreamed(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/csv");
    }

    /** A request of which this is the body. */
    private static class WithBody extends HttpServletRequestWrapper {

        private final Body body;

        WithBody(HttpServletRequest request, Body body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            return body;
        }
    }

    /** Counts what is read, and the time. */
    private static class Body extends ServletInputStream {

        private final ServletInputStream rest;
        private final InputStream all;
        private final long until;
        private long left;

        Body(ServletInputStream rest, byte[] start, long limit, Duration longest) {
            this.rest = rest;
            this.all = new SequenceInputStream(new ByteArrayInputStream(start), rest);
            this.left = limit;
            this.until = System.nanoTime() + longest.toNanos();
        }

        @Override
        public int read() throws IOException {
            int next = all.read();
            return next < 0 ? next : counted(1, next);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = all.read(bytes, offset, length);
            return count < 0 ? count : counted(count, count);
        }

        private int counted(int count, int result) throws BodyRefused {
            left -= count;
            if (left < 0) {
                throw new BodyRefused(HttpStatus.CONTENT_TOO_LARGE);
            }
            if (System.nanoTime() > until) {
                throw new BodyRefused(HttpStatus.REQUEST_TIMEOUT);
            }
            return result;
        }

        @Override
        public boolean isFinished() {
            return rest.isFinished();
        }

        @Override
        public boolean isReady() {
            return rest.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            rest.setReadListener(listener);
        }
    }
}
