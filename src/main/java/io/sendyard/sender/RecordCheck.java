package io.sendyard.sender;

import static java.util.Locale.ROOT;

import io.sendyard.core.DnsResolver;
import io.sendyard.core.DnsResolver.Unanswered;
import io.sendyard.core.DomainName;
import io.sendyard.sender.DnsFinding.FindingState;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks for records in DNS, and says what is wrong with what stands there. */
class RecordCheck {

    private final DnsResolver resolver;

    RecordCheck(DnsResolver resolver) {
        this.resolver = resolver;
    }

    DnsFinding look(ExpectedRecord expected) {
        try {
            return switch (expected.purpose()) {
                case OWNERSHIP -> ownership(expected);
                case DKIM -> dkim(expected);
                case RETURN_PATH -> returnPath(expected);
                case SPF -> spf(expected);
                case DMARC -> dmarc(expected.domain());
            };
        } catch (Unanswered e) {
            return DnsFinding.UNANSWERED;
        }
    }

    private DnsFinding ownership(ExpectedRecord expected) throws Unanswered {
        var texts = resolver.texts(expected.host());
        if (texts.isEmpty()) {
            return DnsFinding.MISSING;
        }
        return texts.stream().anyMatch(text -> text.strip().equals(expected.value()))
                ? DnsFinding.OK
                : DnsFinding.of(FindingState.OTHER_TEXT, texts);
    }

    private DnsFinding dkim(ExpectedRecord expected) throws Unanswered {
        var texts = resolver.texts(expected.host());
        var keys = texts.stream().filter(text -> tags(text).containsKey("p")).toList();
        if (keys.isEmpty()) {
            return texts.isEmpty() ? DnsFinding.MISSING : DnsFinding.of(FindingState.NO_KEY, texts);
        }
        if (keys.size() > 1) {
            return DnsFinding.of(FindingState.SEVERAL_KEYS, keys);
        }
        var tags = tags(keys.getFirst());
        var key = tags.getOrDefault("p", "").replaceAll("\\s", "");
        if (key.isEmpty()) {
            return DnsFinding.of(FindingState.EMPTY_KEY, keys);
        }
        return key.equals(tags(expected.value()).get("p")) && isForUs(tags)
                ? DnsFinding.OK
                : DnsFinding.of(FindingState.OTHER_KEY, keys);
    }

    /** Whether the key's record lets it sign mail with RSA and SHA-256 (RFC 6376 section 3.6.1). */
    private static boolean isForUs(Map<String, String> tags) {
        return tags.getOrDefault("v", "DKIM1").equals("DKIM1")
                && tags.getOrDefault("k", "rsa").equalsIgnoreCase("rsa")
                && words(tags.getOrDefault("h", "sha256"), ":").contains("sha256")
                && (words(tags.getOrDefault("s", "*"), ":").contains("*")
                        || words(tags.getOrDefault("s", "*"), ":").contains("email"));
    }

    private DnsFinding returnPath(ExpectedRecord expected) throws Unanswered {
        var aliases = resolver.aliases(expected.host());
        if (aliases.isEmpty()) {
            return DnsFinding.MISSING;
        }
        return aliases.stream().anyMatch(alias -> alias.value().equals(expected.value()))
                ? DnsFinding.OK
                : DnsFinding.of(
                        FindingState.OTHER_HOST, aliases.stream().map(DomainName::value).toList());
    }

    private DnsFinding spf(ExpectedRecord expected) throws Unanswered {
        var records =
                resolver.texts(expected.host()).stream()
                        .filter(text ->
                                words(text, "\\s+").getFirst().equals(DomainRecords.SPF_VERSION))
                        .toList();
        if (records.isEmpty()) {
            return DnsFinding.MISSING;
        }
        if (records.size() > 1) {
            return DnsFinding.of(FindingState.SEVERAL_SPF, records);
        }
        var ours = words(expected.value(), "\\s+").get(1);
        var host = ours.substring(ours.indexOf(':'));
        return words(records.getFirst(), "\\s+").stream()
                        .map(word -> word.startsWith("+") ? word.substring(1) : word)
                        .anyMatch(word -> word.equals(ours) || word.equals("include" + host))
                ? DnsFinding.OK
                : DnsFinding.of(FindingState.SPF_WITHOUT_US, records);
    }

    /** A domain without a policy has that of the next one above it. */
    private DnsFinding dmarc(DomainName domain) throws Unanswered {
        var records =
                resolver.texts(new DomainName("_dmarc." + domain)).stream()
                        .filter(text -> text.strip().startsWith(DomainRecords.DMARC_VERSION))
                        .toList();
        if (records.isEmpty()) {
            var parent = DomainName.parse(domain.parent());
            return parent.isPresent() ? dmarc(parent.get()) : DnsFinding.MISSING;
        }
        if (records.size() > 1) {
            return DnsFinding.of(FindingState.SEVERAL_DMARC, records);
        }
        var policy = Optional.ofNullable(tags(records.getFirst()).get("p")).orElse("");
        return List.of("none", "quarantine", "reject").contains(policy.toLowerCase(ROOT))
                ? DnsFinding.OK
                : DnsFinding.of(FindingState.DMARC_WITHOUT_POLICY, records);
    }

    /**
     * A list of {@code tag=value} (RFC 6376 section 3.2); of a tag that stands twice, the first.
     */
    private static Map<String, String> tags(String text) {
        return Arrays.stream(text.split(";", -1))
                .filter(tag -> tag.contains("="))
                .map(tag -> tag.split("=", 2))
                .collect(
                        Collectors.toMap(
                                tag -> tag[0].strip(),
                                tag -> tag[1].strip(),
                                (first, _) -> first,
                                LinkedHashMap::new));
    }

    private static List<String> words(String text, String between) {
        return List.of(text.strip().toLowerCase(ROOT).split(between, -1));
    }
}
