package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The points are named by text, so a renamed method would go unnoticed until the campaign. */
class DeathPointRulesTests {

    @Test
    void eachIsInTheCode() {
        var classes =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.sendyard");

        assertThat(DeathPoint.values()).allMatch(point -> point.isThere(classes));
    }
}
