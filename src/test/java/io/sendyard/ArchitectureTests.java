package io.sendyard;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The house: which module may know which. */
class ArchitectureTests {

    @Test
    void everyModuleKnowsOnlyWhatItMay() {
        ApplicationModules.of(Sendyard.class).verify();
    }
}
