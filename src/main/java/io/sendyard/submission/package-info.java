/** SMTP in: submission by authenticated programs, and what comes back to return paths. */
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
