package io.sendyard.core;

import java.util.List;

/** What the world's DNS says, asked now. */
public interface Resolver {

    /**
     * Where {@code domain} is an alias to (RFC 1035 section 3.3.1): the targets of its CNAME
     * records, one as a rule, none where it has no such record or does not exist.
     *
     * @throws Unanswered where no server gave an answer in time
     */
    List<DomainName> aliases(DomainName domain) throws Unanswered;

    /**
     * No name server answered, so that nothing is known: neither that a record is there, nor that
     * it is not.
     */
    class Unanswered extends Exception {

        public Unanswered(String reason) {
            super(reason);
        }
    }
}
