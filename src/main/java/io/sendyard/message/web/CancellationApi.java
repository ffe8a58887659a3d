package io.sendyard.message.web;

import io.sendyard.message.Cancellation;
import io.sendyard.web.Caller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Cancels messages by the API. */
@RestController
class CancellationApi {

    private final MessageAccess access;
    private final Cancellation cancellation;

    CancellationApi(MessageAccess access, Cancellation cancellation) {
        this.access = access;
        this.cancellation = cancellation;
    }

    @DeleteMapping("/v1/messages/{message}")
    SendApi.Body create(@PathVariable String message, Caller caller) {
        return SendApi.Body.of(cancellation.cancel(access.find(caller, message).message()));
    }
}
