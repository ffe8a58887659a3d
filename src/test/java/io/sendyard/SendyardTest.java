package io.sendyard;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test of the whole application, on a real database and a real port, in the one context that all
 * such tests share. It runs once on H2 and once on PostgreSQL, as everything tagged {@code
 * database}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("database")
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureMockMvc
@ContextConfiguration(initializers = TestInstallation.class)
@Import({
    World.class,
    TestOutside.class,
    Mail.class,
    SignedDomain.class,
    BytesWritten.class,
    PathIds.class,
    Queries.class,
    ApiAnswers.class,
    ApiCalls.class,
    ApiWire.class
})
@ExtendWith(FreshWorld.class)
public @interface SendyardTest {}
