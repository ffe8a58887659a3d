package io.sendyard.security;

import io.sendyard.security.DurableDatabase.NotDurable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in a sentence, and without a stack trace, why the application did not start. */
class NotDurableAnalysis extends AbstractFailureAnalyzer<NotDurable> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, NotDurable cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "H2 keeps commits in memory for up to half a second by default; mail that was accepted would be lost with the process.",
                cause);
    }
}
