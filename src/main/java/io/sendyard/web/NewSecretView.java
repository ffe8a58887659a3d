package io.sendyard.web;

import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxResponseHeader;
import io.sendyard.core.ApiEnum;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A new secret on the only page that shows it.
 *
 * @param type its permissions; null if there is only one kind
 */
public record NewSecretView(
        String name, String key, @Nullable ApiEnum type, @Nullable Instant expiresAt) {

    /**
     * Makes htmx replace the main part of the page with the response, although a dialog sent the
     * request: a redirect can't carry the secret.
     */
    public static void inPlaceOfThePage(HttpServletResponse response) {
        response.setHeader(HtmxResponseHeader.HX_RETARGET.getValue(), "#main");
        response.setHeader(HtmxResponseHeader.HX_RESWAP.getValue(), "outerHTML");
    }
}
