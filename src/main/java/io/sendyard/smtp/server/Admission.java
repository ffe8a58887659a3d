package io.sendyard.smtp.server;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Those at a door who wait and have not proved who they are, by the network they come from. */
record Admission(Map<String, List<ServerSession>> byOrigin) {

    /** Octets that one network's IPv6 addresses share; an IPv4 address has fewer. */
    private static final int NETWORK = 8;

    static Admission of(Collection<ServerSession> conversations) {
        return new Admission(
                conversations.stream()
                        .filter(ServerSession::idles)
                        .collect(Collectors.groupingBy(ServerSession::origin)));
    }

    /** The network that an address is in. */
    static String origin(InetAddress address) {
        var octets = address.getAddress();
        return HexFormat.of().formatHex(Arrays.copyOf(octets, Math.min(NETWORK, octets.length)));
    }

    /**
     * Who gives way to somebody new: the first who has been here longer than {@code welcome}, or
     * else the first from where more come than from where the new one does. So many from one place
     * don't keep out others, however fast they come back.
     */
    Optional<ServerSession> leastWanted(Duration welcome, String newcomer) {
        var old =
                byOrigin.values().stream()
                        .flatMap(List::stream)
                        .filter(conversation -> conversation.isOlderThan(welcome));
        return old.min(Comparator.comparingLong(ServerSession::began))
                .or(() ->
                        most(newcomer).stream()
                                .min(Comparator.comparingLong(ServerSession::began)));
    }

    private List<ServerSession> most(String newcomer) {
        int own = byOrigin.getOrDefault(newcomer, List.of()).size();
        return byOrigin.values().stream()
                .filter(some -> some.size() > own + 1)
                .max(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }
}
