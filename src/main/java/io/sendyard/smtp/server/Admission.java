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

/**
 * The idle, unauthenticated sessions by client network, to choose which one makes way for a new
 * client.
 */
record Admission(Map<String, List<ServerSession>> byOrigin) {

    /** Bytes of an IPv6 address that name its network; an IPv4 address has fewer. */
    private static final int NETWORK = 8;

    static Admission of(Collection<ServerSession> sessions) {
        return new Admission(
                sessions.stream()
                        .filter(ServerSession::isIdle)
                        .collect(Collectors.groupingBy(ServerSession::origin)));
    }

    /** The network that an address is in. */
    static String origin(InetAddress address) {
        var octets = address.getAddress();
        return HexFormat.of().formatHex(Arrays.copyOf(octets, Math.min(NETWORK, octets.length)));
    }

    /**
     * The session that makes way for a new client: the oldest one over {@code newcomerTime},
     * otherwise the oldest one from a network with more sessions than the newcomer's. So many
     * clients from one network can't keep out others, however fast they reconnect.
     */
    Optional<ServerSession> toEvict(Duration newcomerTime, String newcomer) {
        var old =
                byOrigin.values().stream()
                        .flatMap(List::stream)
                        .filter(session -> session.isOlderThan(newcomerTime));
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
