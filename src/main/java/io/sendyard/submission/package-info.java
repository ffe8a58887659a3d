/** SMTP in: authenticated submission, and bounces at return paths. */
@NullMarked
@ApplicationModule(
        displayName = "Submission",
        allowedDependencies = {
            "core",
            "web",
            "apikey",
            "server",
            "smtp",
            "smtp::server",
            "message",
            "delivery"
        })
package io.sendyard.submission;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
