package io.sendyard.core;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers of the DNS, asked now. Names are any names in the DNS (RFC 2181 section 11), such as one
 * with an underscore, in lower case and without the final dot.
 */
public interface DnsResolver {

    /** The most aliases that are followed. */
    int MOST_ALIASES = 8;

    /**
     * The names that {@code name} is an alias of (RFC 1035 section 3.3.1): the target of its CNAME
     * record; none if it has no such record or does not exist.
     *
     * @throws Unanswered where no server gave an answer in time
     */
    List<String> aliases(String name) throws Unanswered;

    /**
     * All names that {@code name} is an alias of: an alias can lead to another one (RFC 1034
     * section 3.6.2). As resolvers do, it stops after a few.
     *
     * @throws Unanswered where no server gave an answer in time
     */
    default List<String> aliasChain(String name) throws Unanswered {
        var chain = new ArrayList<String>();
        var next = aliases(name);
        while (!next.isEmpty() && chain.size() < MOST_ALIASES) {
            chain.addAll(next);
            next = aliases(next.getLast());
        }
        return chain;
    }

    /**
     * The TXT records at {@code name}, each with its strings joined (RFC 7208 section 3.3); none
     * where it has none or does not exist.
     *
     * @throws Unanswered where no server gave an answer in time
     */
    List<String> texts(String name) throws Unanswered;

    /**
     * The MX records of {@code name} (RFC 5321 section 5.1), the most preferred first; none where
     * it has none.
     *
     * @throws Unanswered where no server gave an answer in time
     * @throws NoSuchDomain where the name does not exist at all
     */
    List<Exchange> exchanges(String name) throws Unanswered, NoSuchDomain;

    /**
     * The IPv4 and IPv6 addresses of {@code host}; none if it has none or does not exist.
     *
     * @throws Unanswered where no server gave an answer in time
     */
    List<InetAddress> addresses(String host) throws Unanswered;

    /**
     * A host that takes a domain's mail.
     *
     * @param preference the lower, the earlier it is tried
     * @param host empty for the root, {@code "."}
     */
    record Exchange(int preference, String host) {

        /** Whether it names no host: the null MX of a domain without mail (RFC 7505). */
        public boolean isNull() {
            return host.isEmpty();
        }
    }

    /**
     * No name server answered, so that nothing is known: neither that a record is there, nor that
     * it is not.
     */
    class Unanswered extends Exception {

        public Unanswered(String reason) {
            super(reason);
        }
    }

    /** The name does not exist (NXDOMAIN), and so no record of any kind at it. */
    class NoSuchDomain extends Exception {

        public NoSuchDomain(String name) {
            super(name + " does not exist");
        }
    }
}
