package io.sendyard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.sendyard.core.PlatformThread;
import io.sendyard.core.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The architecture: what each package contains, and rules that every class obeys. */
class ArchitectureTests {

    private static final int LONGEST_FILE = 300;
    private static final int MOST_HANDLERS = 7;
    private static final int MOST_COLLABORATORS = 4;

    private static final JavaClasses CODE =
            new ClassFileImporter()
                    .withImportOption(new DoNotIncludeTests())
                    .importPackages("io.sendyard");

    @Test
    void controllersAreNobodyElsesBusiness() {
        classes()
                .that()
                .areAnnotatedWith(Controller.class)
                .or()
                .areAnnotatedWith(RestController.class)
                .should()
                .bePackagePrivate()
                .andShould()
                .resideInAnyPackage("..web", "io.sendyard.api")
                .check(CODE);
    }

    @Test
    void controllersHaveAtMostSevenHandlersAndFourCollaborators() {
        classes()
                .that()
                .areAnnotatedWith(Controller.class)
                .or()
                .areAnnotatedWith(RestController.class)
                .should(haveAtMost(MOST_HANDLERS, "handlers", ArchitectureTests::handlers))
                .andShould(
                        haveAtMost(
                                MOST_COLLABORATORS,
                                "collaborators",
                                ArchitectureTests::collaborators))
                .check(CODE);
    }

    @Test
    void coreHasNoBeans() {
        noClasses()
                .that()
                .resideInAPackage("io.sendyard.core")
                .should()
                .beMetaAnnotatedWith(Component.class)
                .check(CODE);
    }

    @Test
    void subPackagesAreWebOrANamedAdapter() {
        classes()
                .should()
                .resideInAnyPackage(
                        "io.sendyard",
                        "io.sendyard.*",
                        "io.sendyard.*.web",
                        "io.sendyard.sender.dns",
                        "io.sendyard.smtp.client",
                        "io.sendyard.smtp.server")
                .check(CODE);
    }

    @Test
    void namesSayMoreThanServiceOrManager() {
        noClasses()
                .should()
                .haveNameMatching(
                        ".*(Services?|Managers?|Helpers?|Utils?|Impl|Dto|Mapper|Data|Info)$")
                .check(CODE);
    }

    @Test
    void timeComesFromTheClock() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CODE);
    }

    @Test
    void threadsAreStartedInOnePlaceAndAreNotVirtual() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(PlatformThread.class)
                .should()
                .callMethod(Thread.class, "ofVirtual")
                .orShould()
                .callMethod(Thread.class, "ofPlatform")
                .orShould()
                .callMethod(Thread.class, "startVirtualThread", Runnable.class)
                .orShould()
                .callMethod(Executors.class, "newVirtualThreadPerTaskExecutor")
                .check(CODE);
    }

    @Test
    void secretsAreDrawnInOnePlace() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(Secret.class)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .callConstructor(SecureRandom.class)
                .check(CODE);
    }

    @Test
    void everyFileFitsItsPurpose() throws IOException {
        try (var files = Files.walk(Path.of("src"))) {
            assertThat(
                            files.filter(file -> file.toString().matches(".*\\.(java|html|css|js)"))
                                    .filter(file -> !file.toString().contains("vendor")))
                    .isNotEmpty()
                    .allSatisfy(file ->
                            assertThat(Files.readAllLines(file))
                                    .hasSizeLessThanOrEqualTo(LONGEST_FILE));
        }
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(Files::isDirectory).filter(ArchitectureTests::holdsClasses))
                    .isNotEmpty()
                    .allSatisfy(folder ->
                            assertThat(folder.resolve("package-info.java"))
                                    .content()
                                    .startsWith("/**")
                                    .contains("@NullMarked"));
        }
    }

    private static ArchCondition<JavaClass> haveAtMost(
            int most, String things, ToIntFunction<JavaClass> count) {
        return new ArchCondition<>("have at most %d %s".formatted(most, things)) {
            @Override
            public void check(JavaClass controller, ConditionEvents events) {
                int number = count.applyAsInt(controller);
                events.add(
                        new SimpleConditionEvent(
                                controller,
                                number <= most,
                                "%s has %d %s".formatted(controller.getName(), number, things)));
            }
        };
    }

    private static int handlers(JavaClass controller) {
        return (int)
                controller.getMethods().stream()
                        .filter(method -> method.isMetaAnnotatedWith(RequestMapping.class))
                        .count();
    }

    private static int collaborators(JavaClass controller) {
        return controller.getConstructors().stream()
                .mapToInt(constructor -> constructor.getRawParameterTypes().size())
                .max()
                .orElse(0);
    }

    private static boolean holdsClasses(Path folder) {
        try (var files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
