package io.sendyard.sender;

import io.sendyard.core.DnsResolver;
import java.net.InetAddress;
import java.util.List;

/** DNS as it would be without the quotation marks in its TXT records. */
record UnquotedTexts(DnsResolver resolver) implements DnsResolver {

    /** Whether a text is in quotation marks, one pair or several ones in a row. */
    static boolean isQuoted(String text) {
        return text.strip().startsWith("\"") && text.strip().endsWith("\"");
    }

    @Override
    public List<String> texts(String name) throws Unanswered {
        return resolver.texts(name).stream().map(UnquotedTexts::unquoted).toList();
    }

    /** Strings in a row are one text, whatever white space is between them. */
    private static String unquoted(String text) {
        return isQuoted(text) ? text.replaceAll("\"\\s+\"", "").replace("\"", "") : text;
    }

    @Override
    public List<String> aliases(String name) throws Unanswered {
        return resolver.aliases(name);
    }

    @Override
    public List<Exchange> exchanges(String name) throws Unanswered, NoSuchDomain {
        return resolver.exchanges(name);
    }

    @Override
    public List<InetAddress> addresses(String host) throws Unanswered {
        return resolver.addresses(host);
    }
}
