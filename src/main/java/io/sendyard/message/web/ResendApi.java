package io.sendyard.message.web;

import io.sendyard.message.Resend;
import io.sendyard.web.Caller;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sends messages again by the API. */
@RestController
class ResendApi {

    private final MessageAccess access;
    private final Resend resend;

    ResendApi(MessageAccess access, Resend resend) {
        this.access = access;
        this.resend = resend;
    }

    @PostMapping("/v1/messages/{message}/resend")
    ResponseEntity<SendApi.Body> create(@PathVariable String message, Caller caller) {
        var found = access.findWithContent(caller, message);
        var accepted = resend.resend(found.server(), found.message());
        return ResponseEntity.created(URI.create("/v1/messages/" + accepted.id()))
                .body(SendApi.Body.of(accepted));
    }
}
