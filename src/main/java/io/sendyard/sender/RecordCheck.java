package io.sendyard.sender;

import static java.util.Locale.ROOT;

import io.sendyard.core.DnsResolver;
import io.sendyard.core.DnsResolver.Unanswered;
import io.sendyard.core.DomainName;
import io.sendyard.sender.DnsFinding.FindingState;
import java.util.List;

/** Compares the records in DNS with the expected ones, and says what is wrong with them. */
class RecordCheck {

    private static final List<String> POLICIES = List.of("none", "quarantine", "reject");

    private final DnsResolver resolver;

    RecordCheck(DnsResolver resolver) {
        this.resolver = resolver;
    }

    DnsFinding look(ExpectedRecord expected) {
        try {
            var finding = find(expected);
            boolean text = expected.purpose() != RecordPurpose.RETURN_PATH;
            return text && !finding.ok() ? withoutQuotes(expected, finding) : finding;
        } catch (Unanswered e) {
            return DnsFinding.UNANSWERED;
        }
    }

    /** Some DNS editors publish the quotation marks that were pasted with a value. */
    private DnsFinding withoutQuotes(ExpectedRecord expected, DnsFinding finding)
            throws Unanswered {
        var quoted =
                resolver.texts(expected.host().value()).stream()
                        .filter(UnquotedTexts::isQuoted)
                        .toList();
        return !quoted.isEmpty() && new RecordCheck(new UnquotedTexts(resolver)).find(expected).ok()
                ? DnsFinding.of(FindingState.QUOTED, quoted)
                : finding;
    }

    private DnsFinding find(ExpectedRecord expected) throws Unanswered {
        return switch (expected.purpose()) {
            case OWNERSHIP -> ownership(expected);
            case DKIM -> dkim(expected);
            case RETURN_PATH -> new ReturnPathCheck(resolver).check(expected);
            case SPF -> new SpfCheck(resolver).check(expected);
            case DMARC -> dmarc(expected.domain());
        };
    }

    private DnsFinding ownership(ExpectedRecord expected) throws Unanswered {
        var texts = resolver.texts(expected.host().value());
        if (texts.isEmpty()) {
            return DnsFinding.MISSING;
        }
        return texts.stream().anyMatch(text -> text.strip().equals(expected.value()))
                ? DnsFinding.OK
                : DnsFinding.of(FindingState.OTHER_TEXT, texts);
    }

    private DnsFinding dkim(ExpectedRecord expected) throws Unanswered {
        var texts = resolver.texts(expected.host().value());
        var keys = texts.stream().filter(text -> TagList.of(text).value("p").isPresent()).toList();
        if (keys.isEmpty()) {
            return texts.isEmpty() ? DnsFinding.MISSING : DnsFinding.of(FindingState.NO_KEY, texts);
        }
        if (keys.size() > 1) {
            return DnsFinding.of(FindingState.SEVERAL_KEYS, keys);
        }
        var tags = TagList.of(keys.getFirst());
        var key = key(tags);
        if (key.isEmpty()) {
            return DnsFinding.of(FindingState.EMPTY_KEY, keys);
        }
        return key.equals(key(TagList.of(expected.value()))) && isForUs(tags)
                ? DnsFinding.OK
                : DnsFinding.of(FindingState.OTHER_KEY, keys);
    }

    /** The key in Base64, in which white space means nothing (RFC 6376 section 3.2). */
    private static String key(TagList tags) {
        return tags.value("p").orElse("").replaceAll("\\s", "");
    }

    /** Whether the key's record lets it sign mail with RSA and SHA-256 (RFC 6376 section 3.6.1). */
    private static boolean isForUs(TagList tags) {
        boolean version = tags.value("v").isEmpty() || tags.startsWith("v", "DKIM1");
        var services = tags.values("s", "*");
        return version
                && !tags.repeatsTags()
                && tags.value("k").orElse("rsa").equalsIgnoreCase("rsa")
                && tags.values("h", "sha256").contains("sha256")
                && (services.contains("*") || services.contains("email"));
    }

    /** A domain without a policy has that of the next one above it. */
    private DnsFinding dmarc(DomainName domain) throws Unanswered {
        var records =
                resolver.texts("_dmarc." + domain).stream()
                        .filter(text ->
                                TagList.of(text).startsWith("v", DomainRecords.DMARC_VERSION))
                        .toList();
        if (records.isEmpty()) {
            var parent = DomainName.parse(domain.parent());
            return parent.isPresent() ? dmarc(parent.get()) : DnsFinding.MISSING;
        }
        if (records.size() > 1) {
            return DnsFinding.of(FindingState.SEVERAL_DMARC, records);
        }
        var policy = TagList.of(records.getFirst()).value("p").orElse("").toLowerCase(ROOT);
        return POLICIES.contains(policy)
                ? DnsFinding.OK
                : DnsFinding.of(FindingState.DMARC_WITHOUT_POLICY, records);
    }
}
