package io.sendyard.web;

import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxResponseHeader;
import io.sendyard.core.ApiEnum;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A secret on the one page that ever shows it.
 *
 * @param type what it may do; null where there is but one kind
 */
public record NewSecretView(
        String name, String key, @Nullable ApiEnum type, @Nullable Instant expiresAt) {

    /**
     * Lets htmx put the answer in place of the page's main part, though a dialog asked: it needs no
     * redirect, which could not bear a secret.
     */
    public static void inPlaceOfThePage(HttpServletResponse response) {
        response.setHeader(HtmxResponseHeader.HX_RETARGET.getValue(), "#main");
        response.setHeader(HtmxResponseHeader.HX_RESWAP.getValue(), "outerHTML");
    }
}
