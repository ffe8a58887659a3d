package io.sendyard.submission;

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
record Crowd(Map<String, List<Conversation>> byOrigin) {

    /** Octets that one network's IPv6 addresses share; an IPv4 address has fewer. */
    private static final int NETWORK = 8;

    static Crowd of(Collection<Conversation> conversations) {
        return new Crowd(
                conversations.stream()
                        .filter(Conversation::idles)
                        .collect(Collectors.groupingBy(Conversation::origin)));
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
    Optional<Conversation> leastWanted(Duration welcome, String newcomer) {
        var old =
                byOrigin.values().stream()
                        .flatMap(List::stream)
                        .filter(conversation -> conversation.isOlderThan(welcome));
        return old.min(Comparator.comparingLong(Conversation::began))
                .or(() ->
                        most(newcomer).stream().min(Comparator.comparingLong(Conversation::began)));
    }

    private List<Conversation> most(String newcomer) {
        int own = byOrigin.getOrDefault(newcomer, List.of()).size();
        return byOrigin.values().stream()
                .filter(some -> some.size() > own + 1)
                .max(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }
}
