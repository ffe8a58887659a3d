package io.sendyard.smtp.client;

import java.net.InetAddress;

/** One address of a host that may take a letter. */
public record MailHost(String host, InetAddress address, int port) {

    @Override
    public String toString() {
        return "%s [%s]:%d".formatted(host, address.getHostAddress(), port);
    }
}
