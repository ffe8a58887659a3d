package io.sendyard.message;

import io.sendyard.core.ApiEnum;
import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/** The header field that names a recipient; Bcc if none does. */
public enum RecipientKind implements ApiEnum {
    TO,
    CC,
    BCC;

    @EnumeratedValue private final String key = name().toLowerCase(Locale.ROOT);

    @Override
    public String key() {
        return key;
    }
}
