package io.sendyard.server;

import jakarta.persistence.Embeddable;

/**
 * Who is not mailed again without anybody doing anything.
 *
 * @param autoSuppressBounces an address that bounces for good
 * @param autoSuppressComplaints somebody who marks a message as spam
 */
@Embeddable
public record SuppressionSettings(boolean autoSuppressBounces, boolean autoSuppressComplaints) {

    /** How a new server begins. */
    static SuppressionSettings begin() {
        return new SuppressionSettings(true, true);
    }
}
