package io.sendyard.message;

import io.sendyard.core.ApiEnum;
import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/** How a message was submitted. */
public enum Source implements ApiEnum {
    API,
    SMTP,
    /** A person wrote it, or sent it again, in the dashboard or by the API. */
    DASHBOARD,
    /** Written by Sendyard: the link that confirms an address. */
    SYSTEM;

    @EnumeratedValue private final String key = name().toLowerCase(Locale.ROOT);

    @Override
    public String key() {
        return key;
    }
}
