package io.sendyard.sender;

import io.sendyard.core.DomainName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;

/**
 * The names under which anyone can register domains, such as {@code co.uk}: the registries' part of
 * Mozilla's Public Suffix List. It is the copy that the Java runtime uses for certificate checks,
 * so it is updated with the runtime.
 */
final class PublicSuffixes {

    /** The prefix of lines whose suffix is a registry's and not a company's. */
    private static final char OF_A_REGISTRY = 0;

    private final Path list;

    PublicSuffixes() {
        this(Path.of(System.getProperty("java.home"), "lib", "security", "public_suffix_list.dat"));
    }

    PublicSuffixes(Path list) {
        this.list = list;
    }

    /** Whether the name can't be owned; false if the runtime has no list. */
    boolean contains(DomainName domain) {
        var name = IDN.toUnicode(domain.value());
        var rules = rules(name.substring(name.lastIndexOf('.') + 1));
        return !rules.contains("!" + name)
                && (rules.contains(name)
                        || rules.contains("*" + name.substring(name.indexOf('.'))));
    }

    /** The list is an archive with an entry for each top-level domain, a rule a line. */
    private Set<String> rules(String topLevel) {
        if (!Files.exists(list)) {
            return Set.of();
        }
        try (var archive = new ZipFile(list.toFile())) {
            var entry = archive.getEntry(topLevel);
            if (entry == null) {
                return Set.of();
            }
            try (var lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    archive.getInputStream(entry), StandardCharsets.UTF_8))) {
                return lines.lines()
                        .filter(line -> !line.isEmpty() && line.charAt(0) == OF_A_REGISTRY)
                        .map(line -> line.substring(1))
                        .collect(Collectors.toSet());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
