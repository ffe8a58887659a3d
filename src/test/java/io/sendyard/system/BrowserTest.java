package io.sendyard.system;

import io.sendyard.SendyardTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of the whole application through a real browser, which it takes as an argument of its
 * constructor: as new for each test, and with a console that has to be empty at its end. It runs on
 * H2 alone, unless it is tagged {@code everywhere}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SendyardTest
@Tag("browser")
@ExtendWith(Browsing.class)
@interface BrowserTest {}
