package io.sendyard.sender;

import io.sendyard.core.DnsResolver;
import io.sendyard.core.DomainName;
import java.net.InetAddress;
import java.util.List;

/** DNS as it would be without the quotation marks in its TXT records. */
record UnquotedTexts(DnsResolver resolver) implements DnsResolver {

    /** Whether a text is in quotation marks, one pair or several ones in a row. */
    static boolean isQuoted(String text) {
        return text.strip().startsWith("\"") && text.strip().endsWith("\"");
    }

    @Override
    public List<String> texts(DomainName domain) throws Unanswered {
        return resolver.texts(domain).stream().map(UnquotedTexts::unquoted).toList();
    }

    /** Strings in a row are one text, whatever white space is between them. */
    private static String unquoted(String text) {
        return isQuoted(text) ? text.replaceAll("\"\\s+\"", "").replace("\"", "") : text;
    }

    @Override
    public List<DomainName> aliases(DomainName domain) throws Unanswered {
        return resolver.aliases(domain);
    }

    @Override
    public List<Exchange> exchanges(DomainName domain) throws Unanswered, NoSuchDomain {
        return resolver.exchanges(domain);
    }

    @Override
    public List<InetAddress> addresses(DomainName host) throws Unanswered {
        return resolver.addresses(host);
    }
}
