package io.sendyard.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A test of a database that outlives a process or is shared by several. H2 runs in the process
 * itself, so the test is skipped there, subclasses included.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@EnabledIfSystemProperty(
        named = "sendyard.test.database",
        matches = "postgresql",
        disabledReason = "H2 runs in the process itself")
public @interface PostgreSqlOnly {}
