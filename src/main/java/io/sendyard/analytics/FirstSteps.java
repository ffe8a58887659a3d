package io.sendyard.analytics;

import io.sendyard.core.EmailAddress;
import io.sendyard.web.Installation;
import io.sendyard.web.SmtpAccess;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a developer copies into a terminal or an email client to send with a server. */
@Component
public class FirstSteps {

    private final Installation installation;

    FirstSteps(Installation installation) {
        this.installation = installation;
    }

    /** The host for SMTP. */
    public @Nullable String host() {
        return installation.baseUrl().getHost();
    }

    /** Its ports. */
    public SmtpAccess smtp() {
        return installation.submission();
    }

    /**
     * The body of a first request, for single quotes in a shell.
     *
     * @param sender the server's own address, if it has one
     */
    public String body(Optional<EmailAddress> sender) {
        return "{\"from\": \"%s\", \"to\": \"you@example.com\",\n    \"subject\": \"Hello\", \"text\": \"It works.\"}"
                .formatted(quoted(sender.map(EmailAddress::toString).orElse("hello@example.com")));
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("'", "\\u0027");
    }
}
