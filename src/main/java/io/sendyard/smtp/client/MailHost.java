package io.sendyard.smtp.client;

import java.net.InetAddress;

/** One address of a mail server. */
public record MailHost(String host, InetAddress address, int port) {

    @Override
    public String toString() {
        return "%s [%s]:%d".formatted(host, address.getHostAddress(), port);
    }
}
