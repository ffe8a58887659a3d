package io.sendyard.server;

import jakarta.persistence.Embeddable;

/**
 * Automatic suppression.
 *
 * @param autoSuppressBounces of addresses that hard bounce
 * @param autoSuppressComplaints of recipients who mark a message as spam
 */
@Embeddable
public record SuppressionSettings(boolean autoSuppressBounces, boolean autoSuppressComplaints) {

    /** How a new server begins. */
    static SuppressionSettings begin() {
        return new SuppressionSettings(true, true);
    }
}
