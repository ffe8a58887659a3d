package io.sendyard.core;

import java.net.InetAddress;
import java.util.List;

/** What the world's DNS says, asked now. */
public interface DnsResolver {

    /**
     * Where {@code domain} is an alias to (RFC 1035 section 3.3.1): the targets of its CNAME
     * records, one as a rule, none where it has no such record or does not exist.
     *
     * @throws Unanswered where no server gave an answer in time
     */
    List<DomainName> aliases(DomainName domain) throws Unanswered;

    /**
     * The TXT records at {@code domain}, each with its strings joined (RFC 7208 section 3.3); none
     * where it has none or does not exist.
     *
     * @throws Unanswered where no server gave an answer in time
     */
    List<String> texts(DomainName domain) throws Unanswered;

    /**
     * The MX records of {@code domain} (RFC 5321 section 5.1), the most preferred first; none where
     * it has none.
     *
     * @throws Unanswered where no server gave an answer in time
     * @throws NoSuchDomain where the name does not exist at all
     */
    List<Exchange> exchanges(DomainName domain) throws Unanswered, NoSuchDomain;

    /**
     * The IPv4 and IPv6 addresses of {@code host}, any name in the DNS, without the final dot; none
     * where it has none or does not exist.
     *
     * @throws Unanswered where no server gave an answer in time
     */
    List<InetAddress> addresses(String host) throws Unanswered;

    /**
     * A host that takes a domain's mail.
     *
     * @param preference the lower, the earlier it is tried
     * @param host any name in the DNS (RFC 2181 section 11), such as one with an underscore, in
     *     lower case and without the final dot; empty for the root, {@code "."}
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
