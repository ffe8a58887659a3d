package io.sendyard.web;

import java.io.IOException;
import org.springframework.http.HttpStatus;

/** The rest of a body is not read: it has too many bytes, or takes too long. */
public class BodyRefused extends IOException {

    private final HttpStatus status;

    public BodyRefused(HttpStatus status) {
        super("The body is not read to its end: " + status);
        this.status = status;
    }

    public HttpStatus status() {
        return status;
    }
}
