package io.sendyard.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes no more of an API call's body than 10 MiB (50 MiB of a batch), whether the length was told
 * beforehand or not.
 */
@Component
public class BodyLimit extends OncePerRequestFilter {

    private static final DataSize MESSAGE = DataSize.ofMegabytes(10);
    private static final DataSize BATCH = DataSize.ofMegabytes(50);

    private final Api api;

    BodyLimit(Api api) {
        this.api = api;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var limit = (request.getRequestURI().endsWith("/batch") ? BATCH : MESSAGE).toBytes();
        if (request.getContentLengthLong() > limit) {
            // The rest is not read, so the connection can't be used again.
            response.setHeader("Connection", "close");
            api.refuse(request, response, HttpStatus.CONTENT_TOO_LARGE);
            return;
        }
        chain.doFilter(new Limited(request, limit), response);
    }

    /** A request whose body ends in an exception behind so many bytes. */
    private static class Limited extends HttpServletRequestWrapper {

        private final long limit;

        Limited(HttpServletRequest request, long limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new Counted(super.getInputStream(), limit);
        }
    }

    /** Counts what is read. */
    private static class Counted extends ServletInputStream {

        private final ServletInputStream body;
        private long left;

        Counted(ServletInputStream body, long limit) {
            this.body = body;
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int next = body.read();
            return next < 0 ? next : counted(1, next);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = body.read(bytes, offset, length);
            return count < 0 ? count : counted(count, count);
        }

        private int counted(int count, int result) throws RequestTooLarge {
            left -= count;
            if (left < 0) {
                throw new RequestTooLarge();
            }
            return result;
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
