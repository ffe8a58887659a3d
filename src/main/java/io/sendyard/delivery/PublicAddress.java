package io.sendyard.delivery;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** Whether an address is one of the Internet at large (RFC 6890 and what came after it). */
final class PublicAddress {

    private static final List<Range> NOT_PUBLIC =
            Stream.of(
                            "0.0.0.0/8",
                            "10.0.0.0/8",
                            "100.64.0.0/10",
                            "127.0.0.0/8",
                            "169.254.0.0/16",
                            "172.16.0.0/12",
                            "192.0.0.0/24",
                            "192.0.2.0/24",
                            "192.88.99.0/24",
                            "192.168.0.0/16",
                            "198.18.0.0/15",
                            "198.51.100.0/24",
                            "203.0.113.0/24",
                            "224.0.0.0/3",
                            // Unspecified, loopback, IPv4-compatible and IPv4-mapped.
                            "::/80",
                            // NAT64, here and elsewhere.
                            "64:ff9b::/96",
                            "64:ff9b:1::/48",
                            "100::/64",
                            // Teredo, ORCHID, documentation.
                            "2001::/23",
                            "2001:db8::/32",
                            // 6to4.
                            "2002::/16",
                            "3fff::/20",
                            "5f00::/16",
                            "fc00::/7",
                            "fe80::/10",
                            "fec0::/10",
                            "ff00::/8")
                    .map(Range::of)
                    .toList();

    private PublicAddress() {}

    static boolean is(InetAddress address) {
        return NOT_PUBLIC.stream().noneMatch(range -> range.holds(address.getAddress()));
    }

    /** The addresses that begin with the same bits. */
    private static final class Range {

        private final byte[] first;
        private final int bits;

        private Range(byte[] first, int bits) {
            this.first = first;
            this.bits = bits;
        }

        static Range of(String text) {
            int slash = text.indexOf('/');
            return new Range(
                    InetAddress.ofLiteral(text.substring(0, slash)).getAddress(),
                    Integer.parseInt(text.substring(slash + 1)));
        }

        boolean holds(byte[] octets) {
            if (octets.length != first.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((octets[bit / 8] & mask) != (first[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
