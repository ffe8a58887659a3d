package io.sendyard.sender.web;

import io.sendyard.sender.SenderIdentity;
import io.sendyard.sender.SenderVerification;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/domains/{identity}/verify}: looks the records up now, or mails another link. */
@RestController
class SenderVerificationApi {

    private final SenderVerification verification;
    private final SenderJson json;

    SenderVerificationApi(SenderVerification verification, SenderJson json) {
        this.verification = verification;
        this.json = json;
    }

    @PostMapping("/v1/domains/{identity}/verify")
    SenderBody create(SenderIdentity identity) {
        return json.of(verification.verify(identity));
    }
}
