package io.sendyard;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.lang.annotation.Annotation;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.NamedInterface;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/** The modules: what each may depend on, and which names and tables belong to one of them. */
class ModuleTests {

    private static final JavaClasses CODE =
            new ClassFileImporter()
                    .withImportOption(new DoNotIncludeTests())
                    .importPackages("io.sendyard");

    private static final ApplicationModules MODULES = ApplicationModules.of(Sendyard.class);

    /** Nested types that always mean a row, the body or a page of the type around them. */
    private static final Set<String> NAMES_THAT_REPEAT =
            Set.of("Row", "Body", "Page", "package-info");

    /** The module that each table belongs to; Spring owns the tables of events and sessions. */
    private static final Map<String, String> OWNERS =
            Map.ofEntries(
                    entry("access_token", "account"),
                    entry("account", "account"),
                    entry("api_key", "apikey"),
                    entry("dkim_key", "sender"),
                    entry("event_publication", "spring"),
                    entry("hourly_count", "analytics"),
                    entry("idempotency_record", "api"),
                    entry("message", "message"),
                    entry("message_content", "message"),
                    entry("message_content_part", "message"),
                    entry("message_event", "message"),
                    entry("person", "account"),
                    entry("recipient", "message"),
                    entry("sender_domain", "sender"),
                    entry("sender_identity", "sender"),
                    entry("server", "server"),
                    entry("set_up", "account"),
                    entry("sign_in_failures", "account"),
                    entry("spring_session", "security"),
                    entry("spring_session_attributes", "spring"),
                    entry("stored_content", "message"),
                    entry("stream", "server"),
                    entry("suppression", "suppression"),
                    entry("suppression_import", "suppression"),
                    entry("suppression_import_part", "suppression"),
                    entry("token_key", "tracking"),
                    entry("tracking_domain", "tracking"),
                    entry("turn", "database"));

    @Test
    void everyModuleKnowsOnlyWhatItMay() {
        MODULES.verify();
    }

    @Test
    void everyAllowedDependencyIsUsed() {
        assertThat(MODULES)
                .isNotEmpty()
                .allSatisfy(module ->
                        assertThat(used(module))
                                .as(module.getIdentifier().toString())
                                .containsAll(allowed(module)));
    }

    @Test
    void aSimpleNameStandsOnce() {
        var types =
                CODE.stream()
                        .filter(type -> !type.getSimpleName().isEmpty())
                        .filter(type -> !NAMES_THAT_REPEAT.contains(type.getSimpleName()))
                        .collect(Collectors.groupingBy(JavaClass::getSimpleName));
        assertThat(types).isNotEmpty();
        assertThat(types.values()).allSatisfy(same -> assertThat(same).hasSize(1));
    }

    @Test
    void sqlNamesOnlyTablesOfItsModule() {
        assertThat(OWNERS.keySet()).containsExactlyInAnyOrderElementsOf(SqlTables.created());
        var foreign = new TreeMap<String, Set<String>>();
        SqlTables.named()
                .forEach((type, tables) -> {
                    var others = new TreeSet<>(tables);
                    others.removeIf(table -> type.startsWith(OWNERS.get(table) + "."));
                    if (!others.isEmpty()) {
                        foreign.put(type, others);
                    }
                });
        assertThat(foreign).isEmpty();
    }

    private static Set<String> allowed(ApplicationModule module) {
        var declared =
                annotation(
                        module.getBasePackage().getName(),
                        org.springframework.modulith.ApplicationModule.class);
        return Set.of(Objects.requireNonNull(declared).allowedDependencies());
    }

    private static Set<String> used(ApplicationModule module) {
        var from = module.getBasePackage().getName();
        return CODE.stream()
                .filter(type -> isIn(from, type))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(target -> isIn("io.sendyard", target) && !isIn(from, target))
                .map(ModuleTests::target)
                .collect(Collectors.toSet());
    }

    /** The name by which a dependency on a type is allowed: its module, or a part of that. */
    private static String target(JavaClass type) {
        var name = type.getPackageName().substring("io.sendyard.".length());
        var part = annotation(type.getPackageName(), NamedInterface.class);
        return part == null ? name.replaceFirst("\\..*", "") : name.replace(".", "::");
    }

    private static boolean isIn(String name, JavaClass type) {
        return (type.getPackageName() + ".").startsWith(name + ".");
    }

    private static <A extends Annotation> @Nullable A annotation(String name, Class<A> annotation) {
        try {
            return Class.forName(name + ".package-info").getAnnotation(annotation);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
