package io.sendyard.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.TestInstallation;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/** H2 is looked after while it runs; PostgreSQL does so itself. */
@SendyardTest
class CommitDurabilitySetupTests {

    @Autowired ScheduledTaskHolder tasks;

    @Test
    void gathersWhereH2Runs() {
        boolean gathers =
                tasks.getScheduledTasks().stream()
                        .anyMatch(task -> task.toString().endsWith("H2Durability.gather"));

        assertThat(gathers).isNotEqualTo(TestInstallation.isPostgresql());
    }
}
