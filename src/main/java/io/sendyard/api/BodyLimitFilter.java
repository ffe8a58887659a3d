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
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes no more of an API call's body than 10 MiB (50 MiB of a batch), whether the length was told
 * beforehand or not, and large ones only as there is memory for them. Of one that does not tell its
 * length the begin is read: where it goes on, it counts as the largest there is.
 */
public class BodyLimitFilter extends OncePerRequestFilter {

    private static final DataSize MESSAGE = DataSize.ofMegabytes(10);
    private static final DataSize BATCH = DataSize.ofMegabytes(50);
    private static final int BEGIN = IntakeMemory.FREE_OCTETS + 1;

    /** Others wait for who is let in, so that he may not take as long as he likes. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final IntakeMemory room;
    private final ApiResponses api;
    private final Duration longest;

    BodyLimitFilter(IntakeMemory room, ApiResponses api) {
        this(room, api, LONGEST);
    }

    BodyLimitFilter(IntakeMemory room, ApiResponses api, Duration longest) {
        this.room = room;
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
        var begin = untold ? request.getInputStream().readNBytes(BEGIN) : new byte[0];
        long octets = untold && begin.length == BEGIN ? limit : Math.max(told, begin.length);
        try (var place = room.enter(octets).orElse(null)) {
            var body = new Body(request.getInputStream(), begin, limit, longest);
            if (place == null) {
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

        Body(ServletInputStream rest, byte[] begin, long limit, Duration longest) {
            this.rest = rest;
            this.all = new SequenceInputStream(new ByteArrayInputStream(begin), rest);
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
